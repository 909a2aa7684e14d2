// «make editor»: binds the editor and our own few lines into files that need nobody else's server.
// What is bound in stands in package-lock.json; the same lock file gives the same bytes.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = process.argv[2] || join(HERE, "dist");
const CMS = join(HERE, "node_modules/@sveltia/cms/npm");
const ICONS = "material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2";

// What the editor would ask of other servers, or show from them, is taken out of its code. Each text must be found: a new
// version that says it otherwise stops the build, and is looked at again.
const PATCHES = [
  // Icons from our own copy; texts in the site's own letters, which have all Vietnamese marks (editor.css).
  [/url\(https:\/\/cdn\.jsdelivr\.net\/fontsource\/fonts\/material-symbols-outlined[^)]*\)/g, `url(assets/${ICONS})`],
  [/@font-face \{font-family:'(?:Source Sans 3|Noto Mono)'[^}]*\}/g, ""],
  [/\w+\(\{"source-sans-3-latin-wght-normal\.woff2":[^}]*\}\)/g, "0"],
  // Pictures are drawn anew as JPEG: some browsers cannot write WebP, and would send a PNG many times as large.
  [/\{format:(\w+)=`webp`,quality:(\w+)=85,width:/g, "{format:$1=`jpeg`,quality:$2=85,width:"],
  // Whether GitHub or GitLab is well: asked of a third server every five minutes.
  [/`https:\/\/www\.githubstatus\.com\/api\/v2\/status\.json`/g, "`data:application/json,{}`"],
  [/`https:\/\/status-api\.hostedstatus\.com\/[^`]*`/g, "`data:application/json,{}`"],
  // Looks go into the page as sheets, not as elements: the page's rules need not allow what somebody wrote into it.
  [/if\(!(\w+)\.querySelector\(`#`\+(\w+)\.hash\)\)\{[^}]*\}/g, "tdAdopt($1,$2)"],
  [/<svelte-css-wrapper style="display: contents">/g, "<svelte-css-wrapper>"],
  // Telephones call every picture alike; two stories of one year would write over each other's.
  [/(\w+)\((\w+),\{slugificationEnabled:!0\}\)/g, "tdUniqueName($1($2,{slugificationEnabled:!0}))"],
  // Each story has a picture of its own: one that another story has already would be left out, without a word.
  [/\[\.\.\.\w+\(\w+,\w+\),\.\.\.await (\w+\(\{draft:\w+\}\))\]\.find/g, "(await $1).find"],
  // A language that is turned off has nothing to check; asking it all the same broke the head of the page.
  [/Object\.values\((\w+\(\w+\))\[([^\]]+)\]\)\.some\(/g, "Object.values($1[$2]??{}).some("],
  // Pictures of people who have an account: they come from a server of pictures, and nobody needs them here.
  [/avatarURL:(\w+)\.avatar_url/g, "avatarURL:void 0"],
  [/authorAvatarURL:(\w+)\.author\?\.avatar_url/g, "authorAvatarURL:void 0"],
  [/authorAvatarURL:(\w+)\.author\.avatarUrl/g, "authorAvatarURL:void 0"],
  [/authorAvatarURL=\w+\.get\(\w+\.authorEmail\)/g, "authorAvatarURL=void 0"],
];

// «There was an error, try later» stands above our own words on what is missing: nothing would come of trying later.
const WORDS = [
  ['"saving_entry":{"error":{"title":"Lỗi","description":"Đã xảy ra lỗi khi lưu bài viết. Vui lòng thử lại sau."}}',
    '"saving_entry":{"error":{"title":"Chưa lưu được","description":"Bài chưa được lưu."}}'],
];

// Parts that no field of a story uses: maps, coloured program code, drawings, pictures of formats decoded by WebAssembly,
// which the page's rules for scripts do not allow anyway. Asked for all the same, each fails as a missing file does.
const UNUSED = /^(@shikijs\/|leaflet\/|terra-draw|svgo\/|\.\/chunks\/(heic|webp_enc|shiki))/;
const NOTHING = 'throw new Error("not part of this editor"); export default undefined; export const init = undefined;';

function patched(text, patches) {
  return patches.reduce((changed, [old, fresh]) => {
    const result = changed.replace(old, fresh);
    if (result === changed) throw new Error(`not found in the editor's code: ${old}`);
    return result;
  }, text);
}

const cleaned = {
  name: "own-origin-only",
  setup(bundle) {
    bundle.onResolve({ filter: UNUSED }, () => ({ path: "unused", namespace: "unused" }));
    bundle.onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: NOTHING }));
    bundle.onLoad({ filter: /@sveltia\/cms\/npm\/index\.js$/ }, (found) => {
      return { contents: patched(readFileSync(found.path, "utf8"), PATCHES) };
    });
    bundle.onLoad({ filter: /@sveltia\/cms\/locales\/vi\.json$/ }, (found) => {
      return { contents: patched(readFileSync(found.path, "utf8"), WORDS), loader: "json" };
    });
  },
};

rmSync(OUT, { recursive: true, force: true });
const result = await build({
  absWorkingDir: HERE,
  entryPoints: { "soan-bai": "editor.js", "soan-bai-kieu": "editor.css" },
  outdir: OUT,
  bundle: true,
  format: "esm",
  splitting: true,
  minify: true,
  charset: "utf8",
  target: "es2022",
  legalComments: "none",
  chunkNames: "phan-[hash]",
  assetNames: "assets/[name]-[hash]",
  loader: { ".woff2": "file" },
  plugins: [cleaned],
  metafile: true,
  logLevel: "warning",
});

mkdirSync(join(OUT, "assets"), { recursive: true });
for (const name of [ICONS, "material-symbols-outlined.LICENSE.txt"]) copyFileSync(join(CMS, "assets", name), join(OUT, "assets", name));
copyFileSync(join(HERE, "../overrides/assets/fonts/OFL.txt"), join(OUT, "assets/OFL.txt"));
copyFileSync(join(HERE, "../overrides/assets/images/dau-hieu.svg"), join(OUT, "dau-hieu.svg"));
copyFileSync(join(HERE, "node_modules/@sveltia/cms/LICENSE.txt"), join(OUT, "assets/sveltia-cms.LICENSE.txt"));

// What a reader of the page loads at its opening: its script and all that this imports at once.
const opened = Object.entries(result.metafile.outputs).filter(([, file]) => file.bytes).map(([path, file]) => [path, file.bytes]);
const total = opened.reduce((sum, [, bytes]) => sum + bytes, 0);
console.log(`${opened.length} tệp, ${Math.round(total / 1024)} kB / ${opened.length} files, ${Math.round(total / 1024)} kB`);
