/* The same pages as ours, made by Eleventy: «make bench». Lists and neighbours are worked out once, before any page. */
"use strict";

const MOST_RELATED = 4;
const LANGUAGES = ["vi", "en"];

const ofLanguage = (stories, language) => stories.filter((story) => story.data.language === language);

/* Key → stories; a story may have several keys. */
function grouped(stories, keys) {
  const found = new Map();
  for (const story of stories) {
    for (const key of keys(story)) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(story);
    }
  }
  return found;
}

const byMovement = (stories) => grouped(stories, (story) => story.data.movements);
const byYear = (stories) => grouped(stories, (story) => [story.data.year]);

/* The stories, the newest first. */
function newest(api) {
  const order = (a, b) => b.date - a.date || (a.inputPath < b.inputPath ? 1 : -1);
  return api.getFilteredByTag("story").sort(order);
}

function addressOf(stem, language) {
  return language === "vi" ? `/${stem}/` : `/en/${stem}/`;
}

/* Every list of stories: {kind, key, language, stories, permalink}. */
function allLists(api) {
  const lists = [];
  for (const language of LANGUAGES) {
    const stories = ofLanguage(newest(api), language);
    const add = (kind, key, found, stem) =>
      lists.push({ kind, key, language, stories: found, permalink: addressOf(stem, language) });
    add("all", "", stories, "guong");
    for (const [year, found] of byYear(stories)) add("year", year, found, `guong/${year}`);
    for (const [unit, found] of grouped(stories, (story) => [story.data.unit])) add("unit", unit, found, `don-vi/${unit}`);
    for (const [subject, found] of grouped(stories, (story) => [story.data.subject])) {
      add("subject", subject, found, `doi-tuong/${subject}`);
    }
  }
  return lists;
}

/* Address of a story → {before, after, related}. */
function around(api) {
  const found = {};
  for (const language of LANGUAGES) {
    const stories = ofLanguage(newest(api), language);
    for (const inYear of byYear(stories).values()) {
      inYear.forEach((story, at) => {
        found[story.url] = { before: inYear[at + 1], after: inYear[at - 1], related: new Set() };
      });
    }
    for (const inMovement of byMovement(stories).values()) {
      inMovement.forEach((story, at) => {
        const near = inMovement.slice(Math.max(0, at - 2), at + 3).filter((other) => other !== story);
        for (const other of near) if (found[story.url].related.size < MOST_RELATED) found[story.url].related.add(other);
      });
    }
  }
  return found;
}

/* Language → [{letter, stories}], by name. */
function letters(api) {
  const collator = new Intl.Collator("vi");
  const pages = LANGUAGES.map((language) => {
    const stories = ofLanguage(newest(api), language);
    stories.sort((a, b) => collator.compare(a.data.name, b.data.name));
    const groups = [...grouped(stories, (story) => [[...story.data.name][0]])];
    return { language, permalink: addressOf("a-z", language), letters: groups.map(([letter, found]) => ({ letter, stories: found })) };
  });
  return pages;
}

/* The pages that lead to lists, with what they lead to: {language, title, permalink, links: [{url, name}]}. */
function indexes() {
  const pages = [];
  for (const language of LANGUAGES) {
    for (const [stem, kind, word] of [
      ["don-vi", "unit", "by_unit"],
      ["doi-tuong", "subject", "by_subject"],
      ["phong-trao", "movement", "movements"],
      ["ke-hoach", "plan", "plan"],
    ]) {
      pages.push({ language, kind, word, permalink: addressOf(stem, language) });
    }
  }
  return pages;
}

/* Language → slug → value of each movement's page. */
function movementsOf(api, value) {
  const found = { vi: {}, en: {} };
  for (const movement of api.getFilteredByTag("movement")) {
    found[movement.data.language][movement.data.slug] = value(movement);
  }
  return found;
}

module.exports = function configure(config) {
  config.addPassthroughCopy({ static: "/" });
  config.addCollection("lists", allLists);
  config.addCollection("around", around);
  config.addCollection("letters", letters);
  config.addCollection("indexes", indexes);
  config.addCollection("newest", newest);
  config.addCollection("movements", (api) => movementsOf(api, (movement) => ({ url: movement.url, title: movement.data.title })));
  config.addCollection("byMovement", (api) =>
    Object.fromEntries(
      LANGUAGES.map((language) => [language, Object.fromEntries(byMovement(ofLanguage(newest(api), language)))]),
    ),
  );
  config.addFilter("day", (date) => date.split("-").map(Number).reverse().join("/"));
  config.addFilter("languageOf", (stories, language) => ofLanguage(stories, language));
  config.setQuietMode(true);
  return {
    dir: { input: "content", includes: "../_includes", output: "site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
    templateFormats: ["md", "njk"],
  };
};
