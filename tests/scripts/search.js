// Asks a search as fast as it answers, and times it: loaded into a page by tests/search_page.py and tools/bench_search.py,
// never by the site. An engine is {ask: text → promise of addresses, first: text → milliseconds until something is shown}.
window.asking = (() => {
  "use strict";
  const PATIENCE = 15000; // ms for one answer

  function soon(promise, text) {
    const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE, new Error(`no answer to “${text}”`)); });
    return Promise.race([promise, late]);
  }

  // Ours, as a reader meets it: the box of its page, and the list below.
  const ours = (() => {
    const box = () => document.getElementById("q");
    const list = () => document.querySelector("main ol[aria-busy]");
    function quiet() {
      return new Promise(resolve => {
        const look = () => { if (list().getAttribute("aria-busy") === "false") { watch.disconnect(); resolve(); } };
        const watch = new MutationObserver(look);
        watch.observe(list(), { attributes: true, attributeFilter: ["aria-busy"] });
        look();
      });
    }
    // The focus is the touch at which the index begins to load.
    function type(text) {
      box().focus();
      box().value = text;
      box().dispatchEvent(new Event("input", { bubbles: true }));
    }
    return {
      async ask(text) {
        type(text);
        await quiet();
        return [...list().children].slice(0, 10).map(item => item.querySelector("a").href);
      },
      // What the handler of the event does is all that stands between a key and its first results.
      first(text) {
        const start = performance.now();
        type(text);
        return performance.now() - start;
      },
    };
  })();

  // Material's worker; the main thread sends it what was typed, as it is.
  function material(base, index) {
    const worker = new Worker(base + index.worker);
    const told = () => new Promise(resolve => { worker.onmessage = event => resolve(event.data); });
    let ready;
    async function open() {
      const data = await (await fetch(base + "search/search_index.json")).json();
      const answer = told();
      worker.postMessage({ type: 0, data: { ...data, options: { suggest: false } } });
      return answer;
    }
    return {
      async ask(text) {
        await (ready = ready || open());
        const answer = told();
        worker.postMessage({ type: 2, data: text });
        const found = (await answer).data.items;
        return found.slice(0, 20).map(group => new URL(group[0].location.split("#")[0], base).href);
      },
    };
  }

  function pagefind(base) {
    let module;
    return {
      async ask(text) {
        module = module || import(base + "pagefind/pagefind.js");
        const found = await (await module).search(text);
        const pages = await Promise.all(found.results.slice(0, 10).map(result => result.data()));
        return pages.map(page => new URL(page.raw_url || page.url, base).href);
      },
    };
  }

  // Answers to one text after another.
  async function all(engine, texts) {
    const answers = [];
    for (const text of texts) answers.push(await soon(engine.ask(text), text));
    return answers;
  }

  // Milliseconds from each key to the first and to the complete results, while texts are typed letter by letter.
  async function typing(engine, texts) {
    const times = { first: [], complete: [] };
    for (const text of texts) {
      for (let end = 1; end <= text.length; end += 1) {
        const start = performance.now();
        if (engine.first) times.first.push(engine.first(text.slice(0, end)));
        await soon(engine.ask(text.slice(0, end)), text);
        times.complete.push(performance.now() - start);
        // As a browser has it between two keys: time to show what was found.
        await new Promise(resolve => { requestAnimationFrame(() => setTimeout(resolve)); });
      }
    }
    return times;
  }

  return { ours, material, pagefind, all, typing };
})();
