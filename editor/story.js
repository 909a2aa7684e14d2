// From what the editor holds of a story to what soat-bai.js reads, and its words back to the clerk.

function plain(item, value) {
  if (item.kind === "truth") return value === true;
  if (item.kind === "choices") return Array.isArray(value) ? value : [];
  if (item.kind === "parts") return (Array.isArray(value) ? value : []).map((one) => record(item.parts, one));
  if (item.kind === "part") return record(item.parts, value);
  return value === undefined || value === null ? "" : String(value);
}

function record(fields, values) {
  return Object.fromEntries(fields.map((item) => [item.name, plain(item, (values || {})[item.name])]));
}

// ``entry``: {data, i18n: {en: {data}}}. Where English is turned off, it has no values at all; ``english`` says so.
export function storyOf(entry, schema) {
  const english = ((entry.i18n || {}).en || {}).data || {};
  const words = schema.fields.filter((item) => item.translated);
  return { ...record(schema.fields, entry.data), en: record(words, english), english: Object.keys(english).length > 0 };
}

function tidied(fields, data) {
  const found = { ...data };
  fields.forEach((item) => {
    if (item.kind === "parts") found[item.name] = (data[item.name] || []).map((one) => tidied(item.parts, one || {}));
    else if (item.kind === "part") found[item.name] = tidied(item.parts, data[item.name] || {});
    else if (item.kind === "body") found[item.name] = self.tdBai.bodyText(data[item.name]);
    else if (item.kind === "photo") found[item.name] = (data[item.name] || "").replace(/^\.\//, "");
    else if (typeof data[item.name] === "string") found[item.name] = self.tdBai.oneLine(data[item.name]);
    const value = found[item.name];
    const blank = value === undefined || value === null || value === "" || value === false;
    if (blank || (typeof value === "object" && !Object.keys(value).length)) delete found[item.name];
  });
  return found;
}

// The entry as it is to be written: composed letters, no stray blanks, nothing that is empty. Only what is given back in
// ``i18n`` is changed there, so a language that is turned off stays off.
export function tidy(entry, schema) {
  const english = ((entry.i18n || {}).en || {}).data || {};
  const words = schema.fields.filter((item) => item.translated);
  const i18n = Object.keys(english).length ? { en: { data: tidied(words, english) } } : {};
  return { data: tidied(schema.fields, entry.data), i18n };
}

function label(field, facts) {
  const english = field.startsWith("en.");
  const [name, part] = (english ? field.slice(3) : field).split(".");
  const item = facts.schema.fields.find((one) => one.name === name.replace(/\[\d+\]$/, ""));
  const inner = part && item.parts.find((one) => one.name === part);
  const words = inner ? `${item.label} – ${inner.label}` : item.label;
  return english ? `${words} (${facts.words.english})` : words;
}

// What is wrong with a story: lines in the clerk's language, none where it may go.
export function told(story, facts, today) {
  const lines = self.tdBai.check(story, facts.schema, today).map(({ field, message }) => `• ${label(field, facts)}: ${message}`);
  const blank = Object.values(story.en).every((value) => !self.tdBai.oneLine(value));
  // An English file of nothing would be one more page «not translated yet», and one more file to wonder at.
  if (story.english && blank) lines.push(`• ${facts.words.blank}`);
  return lines;
}
