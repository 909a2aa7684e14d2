// Read by the editor as soon as it is loaded, so this stands before it. The editor speaks the language of the browser, else
// English; here it speaks the page's own, until somebody chooses another in its settings.
const KEY = "sveltia-cms.prefs";
try {
  const chosen = JSON.parse(localStorage.getItem(KEY) || "{}");
  if (!chosen.locale) localStorage.setItem(KEY, JSON.stringify({ ...chosen, locale: document.documentElement.lang }));
} catch {
  /* private mode: nothing is remembered */
}
