"use strict";
(function () {
  const form = document.getElementById("filter");
  const list = document.getElementById("tiltak");
  const told = document.getElementById("antall");
  if (!form || !list || !told) return;
  const cards = Array.from(list.children);
  const fields = Array.from(form.elements).filter((field) => field.name);
  const steps = ["I gang", "Ikke startet", "Utsatt", "Gjennomført", "Avbrutt"];
  const plain = (words) => words.toLocaleLowerCase("nb").normalize("NFC");
  const texts = new Map(cards.map((card) => [card, plain(card.dataset.sok)]));
  const byNumber = (a, b) => a.dataset.nr - b.dataset.nr;
  const orders = {
    navn: (a, b) => a.dataset.navn.localeCompare(b.dataset.navn, "nb"),
    status: (a, b) => steps.indexOf(a.dataset.status) - steps.indexOf(b.dataset.status),
    mal: (a, b) => b.dataset.mal - a.dataset.mal,
    partnere: (a, b) => count(b.dataset.partnere) - count(a.dataset.partnere),
  };
  let timer = 0;

  function count(names) {
    return names ? names.split("\n").length : 0;
  }

  function chosen() {
    return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
  }

  function fits(card, want) {
    const words = plain(want.sok || "").split(/\s+/).filter(Boolean);
    return (
      words.every((word) => texts.get(card).includes(word)) &&
      (!want.omrade || card.dataset.omrade === want.omrade) &&
      (!want.status || card.dataset.status === want.status) &&
      (!want.partner || card.dataset.partnere.split("\n").includes(want.partner)) &&
      (!want.fn || card.dataset.fn.split(" ").includes(want.fn))
    );
  }

  function show(remember) {
    const want = chosen();
    const order = orders[want.sorter];
    const sorted = cards.slice().sort((a, b) => (order && order(a, b)) || byNumber(a, b));
    let shown = 0;
    for (const card of sorted) {
      card.hidden = !fits(card, want);
      shown += card.hidden ? 0 : 1;
      list.append(card);
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      told.textContent = shown
        ? "Viser " + shown + " av " + cards.length + " tiltak."
        : "Ingen tiltak passer. Prøv færre ord, eller nullstill.";
    }, remember ? 250 : 0);
    if (!remember) return;
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries(want)) if (value) kept.set(name, value);
    const hash = kept.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  function recall() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return false;
    const kept = new URLSearchParams(hash);
    for (const field of fields) field.value = kept.get(field.name) || "";
    for (const field of fields) if (field.selectedIndex < 0) field.value = "";
    return true;
  }

  form.hidden = false;
  form.addEventListener("input", () => show(true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.getElementById("treff").focus();
  });
  form.addEventListener("reset", () => setTimeout(() => show(true)));
  window.addEventListener("hashchange", () => { if (recall()) show(false); });
  recall();
  show(false);
})();
