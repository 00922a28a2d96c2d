// What a browser says of pages: reads {chromium, modules, pages: [{name, url}]} from stdin and
// prints a report of each page as JSON. One browser for all pages; see web_checks.py.
"use strict";
const fs = require("fs");
const path = require("path");
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const load = (name) => require(path.join(asked.modules, name));
const puppeteer = load("puppeteer-core");
const { HtmlValidate } = load("html-validate");
const axe = fs.readFileSync(path.join(asked.modules, "axe-core", "axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 }; // 1280 pixels at 400 per cent
const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: { "doctype-style": ["error", { style: "uppercase" }] },
});

// Contrast depends on the colours; all else only on the width: it is asked once for each.
async function axed(page, where, every) {
  const asked = every ? { type: "tag", values: TAGS } : { type: "rule", values: ["color-contrast"] };
  const found = await page.evaluate(
    async (runOnly) => {
      const result = await axe.run(document, {
        runOnly, preload: false, resultTypes: ["violations"],
      });
      return result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}`));
    },
    asked,
  );
  return found.map((what) => `${where}: ${what}`);
}

// Everything that can be reached and is not: by the Tab key, from the top, in the page's order.
async function tabbed(page) {
  const wanted = await page.evaluate(() => {
    document.activeElement.blur();
    window.scrollTo(0, 0);
    const focusable = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const shown = [...document.querySelectorAll(focusable)].filter(
      (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled,
    );
    shown.forEach((one, at) => (one.dataset.tabbed = at));
    return shown.map((one) => one.outerHTML.slice(0, 90));
  });
  const reached = [];
  const unseen = [];
  for (let at = 0; at <= wanted.length; at++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one.dataset.tabbed === undefined) return null;
      const look = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return {
        at: +one.dataset.tabbed,
        visible: inside && (look.outlineStyle !== "none" || look.boxShadow !== "none"),
      };
    });
    if (here === null) break;
    reached.push(here.at);
    if (!here.visible) unseen.push(wanted[here.at]);
  }
  const missed = wanted.filter((_, at) => !reached.includes(at));
  const order = reached.every((at, i) => i === 0 || at > reached[i - 1]);
  return { stops: wanted.length, missed, unseen, order };
}

async function report(browser, { name, url, file }) {
  const page = await browser.newPage();
  const requests = [];
  const trouble = [];
  page.on("request", (r) => { if (!r.url().startsWith("data:")) requests.push(r.url()); });
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (said) => { if (said.type() === "error") trouble.push(said.text()); });
  await page.setViewport(WIDE);
  await page.goto(url);
  const tab = await tabbed(page);
  await page.evaluate(axe);
  const violations = [];
  const sideways = [];
  for (const [viewport, scheme, every] of [
    [WIDE, "light", true], [WIDE, "dark", false], [NARROW, "dark", true], [NARROW, "light", false],
  ]) {
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const where = `${viewport.width} px, ${scheme}`;
    violations.push(...(await axed(page, where, every)));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) sideways.push(`${where}: ${wide} px`);
  }
  const text = await page.evaluate(() => document.querySelector("main").textContent);
  const fetched = requests.filter((one) => one !== url);
  const complained = trouble.slice();
  const blocked = await page.evaluate(() =>
    fetch("https://example.invalid/").then(() => false, () => true));
    await page.setJavaScriptEnabled(false);
  await page.goto(url);
  const plain = await page.evaluate(() => document.querySelector("main").textContent);
  const leaves = await page.evaluate(() =>
    [...document.querySelectorAll("main *")].filter(
      (one) => !one.children.length && one.textContent.trim() && !one.checkVisibility() &&
        !one.closest("details, form[hidden], svg")).map((one) => one.outerHTML.slice(0, 90)));
  await page.close();
  const checked = await validator.validateFile(file);
  const invalid = checked.results.flatMap((r) =>
    r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
  return {
    name, violations, sideways, requests: fetched, trouble: complained, tab, text, plain, hidden: leaves, invalid,
    blocked,
  };
}

async function main() {
  const browser = await puppeteer.launch({
    executablePath: asked.chromium, headless: true, args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const found = [];
    for (const page of asked.pages) found.push(await report(browser, page));
    if (asked.then) found.push(await require(asked.then)(browser, asked));
    process.stdout.write(JSON.stringify(found));
  } finally {
    await browser.close();
  }
}

main().catch((error) => { console.error(error); process.exit(1); });
