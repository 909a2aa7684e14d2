// What build.mjs puts into the editor's code calls these.

// A part's looks, once for each place that they count in.
self.tdAdopt = function (place, { hash, code }) {
  const root = place.getRootNode();
  const known = (root.tdAdopted = root.tdAdopted || new Set());
  if (known.has(hash)) return;
  known.add(hash);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(code);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

// «anh.jpg» → «anh-k3f9.jpg»
self.tdUniqueName = function (name) {
  return name.replace(/(\.[^.]*)?$/, (ending) => `-${self.tdBai.unique()}${ending}`);
};
