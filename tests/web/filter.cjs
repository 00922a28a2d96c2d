// The list of measures by keys alone, its addresses, and the tables as a screen reader hears them.
"use strict";

const TYPED = 300; // the count is said when nobody has typed for a while
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function state(page, ms = 20) {
  await wait(ms);
  return page.evaluate(() => ({
    shown: [...document.querySelectorAll("#tiltak > li")].filter((one) => !one.hidden)
      .map((one) => one.querySelector(".nr").textContent),
    told: document.getElementById("antall").textContent,
    hash: location.hash,
    focus: document.activeElement.id || document.activeElement.type,
    sok: document.getElementById("sok").value,
  }));
}

async function tabTo(page, selector) {
  for (let count = 0; count < 30; count++) {
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return true;
    await page.keyboard.press("Tab");
  }
  return false;
}

async function tables(page, width, url) {
  await page.setViewport({ width, height: 900 });
  await page.goto(url);
  const count = {};
  const walk = (node, inside) => {
    const here = inside || node.role === "table";
    if (here) count[node.role] = (count[node.role] || 0) + 1;
    (node.children || []).forEach((child) => walk(child, here));
  };
  walk(await page.accessibility.snapshot({ interestingOnly: false }), false);
  const kept = ["table", "row", "cell", "columnheader", "rowheader"];
  return Object.fromEntries(kept.map((role) => [role, count[role] || 0]));
}

module.exports = async function (browser, asked) {
  const at = (name) => asked.pages.find((page) => page.name === name).url;
  const list = at("tiltak");
  const page = await browser.newPage();
  const found = {};
  await page.goto(list);
  found.start = await state(page);
  found.reachedSearch = await tabTo(page, "#sok");
  await page.keyboard.type("OSLOFJORD");
  found.searched = await state(page, TYPED);
  await page.reload();
  found.reloaded = await state(page);
  found.reachedShow = await tabTo(page, "button[type=submit]");
  await page.keyboard.press("Enter");
  found.submitted = await state(page);
  await page.goto(list + "?ny");
  found.reachedArea = await tabTo(page, "#omrade");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  found.area = await state(page, TYPED);
  found.reachedReset = await tabTo(page, "button[type=reset]");
  await page.keyboard.press("Enter");
  found.reset = await state(page, TYPED);
  for (const [name, hash] of [
    ["partner", "#partner=KS"], ["goal", "#fn=13"], ["status", "#status=Utsatt"],
    ["both", "#fn=13&status=Utsatt"], ["none", "#sok=finnesikke"],
    ["odd", "#omrade=9.9&sok=%E0%A4%A&x=1&__proto__=1"], ["byName", "#sorter=navn"],
    ["byTargets", "#sorter=mal"],
  ]) {
    await page.goto("about:blank");
    await page.goto(list + hash);
    found[name] = await state(page);
  }
  await page.goto(at("tiltak-1-1"));
  const link = await page.evaluate(() =>
    [...document.querySelectorAll(".merkelapper a")].pop().href);
  await page.goto(link);
  found.oddPartner = await state(page);
  await page.evaluate(() => { location.hash = "#partner=KS"; });
  found.changed = await state(page);
  found.wide = await tables(page, 1280, at("budsjett"));
  found.narrow = await tables(page, 320, at("budsjett"));
  await page.emulateMediaType("print");
  found.printed = await page.evaluate(() =>
    ["nav", ".hopp"].flatMap((s) => [...document.querySelectorAll(s)])
      .filter((one) => one.checkVisibility()).length);
  await page.close();
  return found;
};
