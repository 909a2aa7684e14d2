/* What the buttons of Hugo's and Eleventy's pages do in «make bench». */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-does]");
    if (!button) return;
    if (button.dataset.does === "print") window.print();
    else if (button.dataset.does === "share" && navigator.share) navigator.share({ url: location.href });
    else if (navigator.clipboard) navigator.clipboard.writeText(location.href);
  });
})();
