// Searches the list of decisions in a copy of the register, which has no server to ask.

const MOST = 200;
const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const inWords = (day) => new Date(`${day}T12:00`).toLocaleDateString("en-GB", { dateStyle: "long" });

const asked = new URLSearchParams(location.search).get("q") ?? "";
const words = plain(asked).split(" ").filter(Boolean);
const isFound = (decision) => {
  const text = ` ${plain(decision.join(" "))}`;
  return words.every((word) => text.includes(` ${word}`));
};
const found = words.length ? window.decisions.filter(isFound) : [];

document.querySelector("[name=q]").value = asked;
if (words.length) {
  const shown = found.length > MOST ? `, the first ${MOST} of which are shown` : "";
  document.querySelector("#count").textContent =
    `${found.length} decision${found.length === 1 ? " has" : "s have"} these words in title, summary or recipients${shown}.`;
}
for (const [reference, title, summary, , decidedOn] of found.slice(0, MOST)) {
  const link = document.createElement("a");
  link.href = `decisions/${encodeURIComponent(reference)}/index.html`;
  link.textContent = title;
  const item = document.createElement("li");
  item.append(link, ` (${reference}, ${inWords(decidedOn)}) ${summary}`);
  document.querySelector("#found").append(item);
}
