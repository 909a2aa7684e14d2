import "./language.js";
import "./patches.js";
import CMS from "@sveltia/cms";
// Held here so that it is always there: without it the editor would leave our rules out, and say nothing.
import { fromJS } from "immutable";
import "../overrides/assets/soat-bai.js";
import { guardWrites } from "./guard.js";
import { storyOf, tidy, told } from "./story.js";

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// The editor shows the cause of an error of this name in its own box, and stops before anything is sent.
function refused(lines) {
  return new Error("saving_failed", { cause: new Error(lines.join("\n")) });
}

async function start() {
  const facts = await (await fetch("cau-hinh.json", { cache: "no-cache" })).json();
  const guard = guardWrites(window, facts);
  CMS.registerEventListener({
    name: "preSave",
    handler: ({ entry }) => {
      guard.close();
      const held = entry.toJS();
      const lines = told(storyOf(held, facts.schema), facts, today());
      if (lines.length) throw refused([facts.words.refused, ...lines]);
      guard.open();
      return fromJS(tidy(held, facts.schema));
    },
  });
  const logo = new URL("dau-hieu.svg", location.href).href;
  await CMS.init({ config: { ...facts.config, logo: { src: logo }, load_config_file: false } });
}

start();
