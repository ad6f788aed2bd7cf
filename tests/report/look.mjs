// Opens a report in a browser, does what a reader does, and prints what it saw as JSON.
//
// node look.mjs <browser> <report.html> <folder of screenshots>

import { pathToFileURL } from "node:url";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const [browserPath, report, screenshots] = process.argv.slice(2);
const url = pathToFileURL(report).href;
const phone = { width: 360, height: 740, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const desk = { width: 1280, height: 900 };

const browser = await puppeteer.launch({
  executablePath: browserPath,
  // Containers have neither a sandbox for it nor much shared memory, and it opens nothing but our own file.
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
});

const seen = { complaints: [], requests: [] };

async function open(viewport, settings = {}) {
  const page = await browser.newPage();
  page.on("console", (message) => seen.complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    seen.complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url) seen.requests.push(request.url());
  });
  await page.setJavaScriptEnabled(settings.script ?? true);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: settings.scheme ?? "light" }]);
  await page.setViewport(viewport);
  await page.goto(url + (settings.hash ?? ""), { waitUntil: "load" });
  return page;
}

// How many changes the articles have that the filter does not hide.
const shown = (page) =>
  page.$$eval("article:not([data-off])", (all) => all.reduce((sum, one) => sum + Number(one.dataset.count), 0));
const colours = (page) =>
  page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return [style.backgroundColor, style.color];
  });
const overflow = (page) =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    const room = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      if (element.closest("pre") && element.tagName !== "PRE") return false;
      return element.getBoundingClientRect().right > room + 1;
    });
    const page = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
    return { page, room, wide: wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120)) };
  });

try {
  const page = await open(desk);
  seen.title = await page.title();
  seen.bump = await page.$eval(".bump", (element) => element.textContent);
  seen.articles = await shown(page);
  seen.markup = await page.$$eval("img, iframe, object, embed, link, form, base, script[src], [onerror], [onclick]", (all) => all.length);
  seen.links = await page.evaluate(() => {
    const targets = [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"));
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return {
      count: targets.length,
      outside: targets.filter((target) => !target.startsWith("#")),
      dead: targets.filter((target) => target.startsWith("#") && !document.getElementById(target.slice(1))),
      twice: ids.filter((id, index) => ids.indexOf(id) !== index),
    };
  });
  await page.screenshot({ path: join(screenshots, "desk-light.png") });

  seen.impacts = [];
  for (const button of await page.$$("#filter button")) {
    const [impact, count] = await button.evaluate((element) => [element.dataset.filter, Number(element.querySelector("b").textContent)]);
    await button.click();
    const others = await page.$$eval(
      "article:not([data-off])",
      (all, impact) => all.filter((one) => impact && one.dataset.impact !== impact).length,
      impact,
    );
    const visible = await page.$$eval(
      "article:not([data-off])",
      (all) => all.filter((one) => one.checkVisibility()).reduce((sum, one) => sum + Number(one.dataset.count), 0),
    );
    seen.impacts.push({ impact, count, shown: await shown(page), visible, others });
  }
  await page.click("#filter button");
  await page.type("#filter input", "colour PAINT");
  seen.found = {
    shown: await shown(page),
    sentence: await page.$eval("#filter output", (output) => output.textContent),
    texts: await page.$$eval("article:not([data-off])", (all) => all.map((one) => one.textContent.toLowerCase())),
  };
  await page.type("#filter input", " nowhere-to-be-found");
  seen.nothing = await shown(page);

  // What the filter hides, a link to it shows again.
  await page.evaluate(() => { location.hash = document.querySelector("article").id; });
  await page.waitForFunction(() => document.querySelector("article:target")?.checkVisibility());
  seen.revealed = await shown(page);

  // From the table to a change, and from outside to one that is folded.
  const link = await page.$("#overview a");
  await link.click();
  seen.followed = await page.evaluate(() => {
    const target = document.querySelector("article:target");
    const box = target?.getBoundingClientRect();
    return Boolean(target?.checkVisibility() && box.top >= 0 && box.top < innerHeight);
  });
  const folded = await page.$eval("details article", (article) => article.id);
  const deep = await open(desk, { hash: `#${folded}` });
  seen.unfolded = await deep.$eval("article:target", (article) => article.checkVisibility());

  const dark = await open(desk, { scheme: "dark" });
  seen.light = await colours(page);
  seen.dark = await colours(dark);
  await dark.screenshot({ path: join(screenshots, "desk-dark.png") });

  const small = await open(phone);
  await small.screenshot({ path: join(screenshots, "phone.png") });
  seen.phone = await overflow(small);
  const wide = await open({ width: 1920, height: 1080 });
  seen.wide = await overflow(wide);
  seen.beside = await wide.$$eval(".hunks", (all) =>
    all.filter(({ children }) => children.length === 2).map(({ children: [page, rust] }) => {
      const [one, other] = [page.getBoundingClientRect(), rust.getBoundingClientRect()];
      return one.right <= other.left && Math.abs(one.top - other.top) < 2;
    }),
  );

  const bare = await open(desk, { script: false });
  seen.bare = {
    articles: await shown(bare),
    filter: (await bare.$("#filter[hidden]")) !== null,
  };
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
