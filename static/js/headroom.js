// What is left of each funding stream and year, calculated again while amounts are typed. The figures, the patterns and
// the sentences are the server's (register/money/form_budgets.py), which has the last word when the page is saved. All sums are
// whole pence.

const QUIET = 900; // milliseconds without typing before the result is read out
const known = JSON.parse(document.getElementById("headroom").textContent);
const whole = (pattern) => new RegExp(`^\\s*(?:${pattern})\\s*$`);
const POUNDS = whole(known.patterns.pounds);
const YEAR = whole(known.patterns.year);
const POTS = new Map(known.pots.map((pot) => [`${pot.stream} ${pot.year}`, pot]));

const table = document.querySelector("[data-budgets]");
const strip = document.querySelector("[data-strip]");
const spoken = document.querySelector("[data-spoken]");
const rows = [...document.querySelectorAll("[data-award]")];
let current = rows[0];
let quiet;

// Reading what is typed

function pence(text) {
  if (!text.trim()) return 0;
  const [, amount] = POUNDS.exec(text) ?? [];
  if (amount === undefined) return null;
  const [pounds, pennies = ""] = amount.replaceAll(",", "").split(".");
  return Number(pounds) * 100 + Number(pennies.padEnd(2, "0"));
}

function year(text) {
  const [, start, end] = YEAR.exec(text) ?? [];
  const next = String(Number(start) + 1);
  return start && next.endsWith(end) ? `${start}/${next.slice(-2)}` : "";
}

function read(row) {
  const { award, name, stream, year: fixed, before = "0", times = "1" } = row.dataset;
  const typed = pence(row.querySelector("[name^=amount], [name^=award_]").value);
  const read = {
    name,
    typed,
    stream: stream ?? row.querySelector("[name^=stream]").value,
    year: fixed ?? year(row.querySelector("[name^=year]").value),
  };
  const { stream: pot, year: of, amount = 0, fixed: isFixed = false } = known.in_force[award] ?? {};
  // What is less than what stands frees nothing before it is published.
  const stands = String(pot) === read.stream && of === read.year ? amount : 0;
  const adds = isFixed ? 0 : Math.max(0, (typed ?? 0) - pence(before) - stands);
  return { ...read, before: pence(before), least: pence(before) + amount, adds: adds * Number(times) };
}

// Working it out

function workedOut(awards) {
  const own = new Map(known.pots.filter((pot) => pot.rest).map((pot) => [`${pot.stream} ${pot.year}`, 0]));
  for (const { stream, year, adds } of awards.filter((award) => award.stream && award.year)) {
    own.set(`${stream} ${year}`, (own.get(`${stream} ${year}`) ?? 0) + adds);
  }
  const pots = [...own].map(([key, adds]) => [key, pot(key, adds)]);
  return new Map(pots.sort(([, one], [, two]) => one.name.localeCompare(two.name) || one.year.localeCompare(two.year)));
}

function pot(key, adds) {
  const [stream, year] = key.split(" ");
  const { allocated = null, others = 0, rest = 0, added = 0 } = POTS.get(key) ?? {};
  const own = rest + adds;
  const left = allocated === null ? null : allocated - others - own;
  return { ...known.streams[stream], year, allocated, others, own, left, added: added + adds };
}

// Saying it

const inPounds = new Intl.NumberFormat("en-GB", { useGrouping: true });
const money = (amount) =>
  `${amount < 0 ? "−" : ""}£${inPounds.format(Math.floor(Math.abs(amount) / 100))}.${String(Math.abs(amount) % 100).padStart(2, "0")}`;
const said = (sentence, words) => sentence.replace(/\{(\w+)\}/g, (_, word) => words[word]);

function ofPot({ name, year, allocated, left, added }) {
  if (left === null) return said(known.sentences.unknown, { stream: name, year });
  if (left >= 0 || added <= 0) return "";
  return said(known.sentences.past, { stream: name, year, excess: money(-left), allocated: money(allocated) });
}

function ofCap({ name, typed, stream, least }) {
  const { name: named, cap = null } = known.streams[stream] ?? {};
  if (cap === null || typed === null || typed <= Math.max(cap, least)) return "";
  return said(known.sentences.cap, { award: name, amount: money(typed), cap: money(cap), stream: named });
}

const FIGURES = {
  pot: ({ name, year }) => `${name}, ${year}`,
  rules: ({ rules }) => rules,
  allocated: ({ allocated }) => (allocated === null ? "Not recorded" : money(allocated)),
  others: ({ others }) => money(others),
  own: ({ own }) => money(own),
  left: ({ left }) => (left === null ? "Not known" : money(left)),
};

function fill(part, pot) {
  for (const place of part.querySelectorAll("[data-figure]")) {
    place.textContent = FIGURES[place.dataset.figure](pot);
    place.classList.toggle("overspent", place.dataset.figure === "left" && pot.left < 0);
  }
  return part;
}

function cloned(template, change) {
  const part = template.content.cloneNode(true);
  change(part);
  return part;
}

function show() {
  const awards = rows.map(read);
  const pots = workedOut(awards);
  const past = [...pots.values()].filter((pot) => pot.left !== null);
  const over = [...awards.map(ofCap), ...past.map(ofPot)].filter(Boolean);
  const [row, line] = [table.querySelector("[data-row]"), table.querySelector("[data-sentence]")];
  table.hidden = pots.size === 0;
  table.querySelector("caption").textContent = table.dataset.caption;
  table.querySelector("tbody").replaceChildren(...[...pots.values()].map((pot) => cloned(row, (part) => fill(part, pot))));
  table.querySelector("[data-over]").replaceChildren(
    ...[...new Set(over)].map((sentence) => cloned(line, (part) => part.querySelector("[data-words]").append(sentence))),
  );
  awards.forEach(({ typed, before }, number) => showDifference(rows[number], typed, before));
  showStrip(awards[rows.indexOf(current)], pots);
}

function showDifference(row, typed, before) {
  const place = row.querySelector("[data-difference]");
  if (place && typed !== null) place.textContent = `${typed > before ? "+" : ""}${money(typed - before)}`;
}

function showStrip(award, pots) {
  const found = award.stream && award.year ? pots.get(`${award.stream} ${award.year}`) : null;
  const words = award.typed === null ? strip.dataset.unread : [ofCap(award), found ? ofPot(found) : ""].join(" ").trim();
  strip.hidden = false;
  strip.querySelector("[data-known]").hidden = !found;
  strip.querySelector("[data-unknown]").hidden = Boolean(found);
  strip.querySelector("[data-words]").textContent = words;
  strip.classList.toggle("headroom-strip--over", Boolean(words) && award.typed !== null);
  if (found) fill(strip, found);
}

function speak() {
  const figures = strip.querySelector("[data-known]");
  const left = figures.hidden ? "" : `${strip.querySelector("[data-figure=pot]").textContent}: ${strip.querySelector("[data-figure=left]").textContent} left.`;
  const words = `${left} ${strip.querySelector("[data-words]").textContent}`.trim();
  if (spoken.textContent !== words) spoken.textContent = words;
}

function typed(event) {
  const row = event.target.closest("[data-award]");
  if (!row) return;
  current = row;
  show();
  if (event.type === "focusin") return;
  clearTimeout(quiet);
  quiet = setTimeout(speak, QUIET);
}

for (const kind of ["input", "change", "focusin"]) document.addEventListener(kind, typed);
addEventListener("pageshow", show); // what the browser has kept of an earlier visit counts too
if (rows.length) show();
