// Before anything is painted: light or dark, contrast and size of text as the reader has chosen them on this device.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("td-script");
  ["scheme", "contrast", "size"].forEach(function (name) {
    var value = null;
    try { value = localStorage.getItem("thidua." + name); } catch (error) { /* private mode: nothing is remembered */ }
    if (value) root.setAttribute("data-td-" + name, value);
  });
})();
