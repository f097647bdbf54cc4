// Search over the index that was built with the site: scripts that set variables, loaded as they are needed.
"use strict";

const held = (window.sanctionwire = window.sanctionwire || {});
const about = held.index;
const LISTED = 50;
const WORD = /[\p{L}\p{N}]{2,40}/gu;
const FIELDS = { targets: 5, senders: 6, statuses: 7, types: 8 };
const byId = (id) => document.getElementById(id);
let newest = 0;

const load = (name) =>
  name in held
    ? Promise.resolve(held[name])
    : new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `search/${name}.js`;
        script.onload = () => resolve(held[name]);
        script.onerror = () => reject(new Error(`cannot load ${name}`));
        document.head.append(script);
      });

// The shards that may hold words which begin so.
const shardsFor = (word) => {
  const found = [];
  about.starts.forEach((start, number) => {
    const next = about.starts[number + 1];
    if (start.slice(0, word.length) <= word && (next === undefined || next >= word)) found.push(number);
  });
  return found;
};

const placesOf = async (word) => {
  if (about.common.includes(word)) return null;
  const places = new Set();
  for (const shard of await Promise.all(shardsFor(word).map((number) => load(`words-${number}`)))) {
    for (const [known, coded] of shard) {
      if (!known.startsWith(word)) continue;
      let place = 0;
      for (const step of coded.split(" ")) places.add((place += parseInt(step, 36)));
    }
  }
  return places;
};

const placesOfAll = async (words) => {
  const sets = (await Promise.all(words.map(placesOf))).filter((places) => places !== null);
  if (!sets.length) return [...Array(about.entries).keys()];
  sets.sort((one, other) => one.size - other.size);
  return [...sets[0]].filter((place) => sets.every((places) => places.has(place))).sort((one, other) => one - other);
};

const entriesAt = async (places) => {
  const numbers = [...new Set(places.map((place) => Math.floor(place / about.entriesInAShard)))];
  const shards = new Map();
  await Promise.all(numbers.map(async (number) => shards.set(number, await load(`entries-${number}`))));
  return places.map((place) => shards.get(Math.floor(place / about.entriesInAShard))[place % about.entriesInAShard]);
};

const fits = (entry, asked) => {
  for (const [name, field] of Object.entries(FIELDS)) {
    const value = asked[name].toLowerCase();
    const loose = name === "targets" || name === "senders";
    if (value && !entry[field].some((one) => (loose ? one.toLowerCase().includes(value) : one === asked[name]))) return false;
  }
  const year = entry[3].match(/\d{4}/);
  if ((asked.from || asked.to) && !year) return false;
  return !(asked.from && year[0] < asked.from) && !(asked.to && year[0] > asked.to);
};

// Names of parties and words in headlines come first; among the rest the newest.
const ranked = (entries, words) => {
  const score = (entry) => words.filter((word) => entry[0].toLowerCase().includes(word)).length + (entry[2] === "Story" ? 0 : 1);
  return entries.map((entry) => [score(entry), entry]).sort((one, other) => other[0] - one[0]).map((pair) => pair[1]);
};

const item = (entry) => {
  const link = document.createElement("a");
  link.href = entry[1];
  link.textContent = entry[0];
  const line = document.createElement("p");
  const parties = entry[5].length ? `${entry[6].join(", ") || "not named"} → ${entry[5].join(", ")}` : "";
  line.textContent = [entry[2] === "Story" ? entry[3] : entry[2], entry[4], parties, entry[7].join(", ")].filter(Boolean).join(" · ");
  const row = document.createElement("li");
  row.append(link, line);
  return row;
};

const show = (entries, from) => {
  byId("found").append(...entries.slice(from, from + LISTED).map(item));
  const more = byId("more");
  more.hidden = from + LISTED >= entries.length;
  more.onclick = () => {
    show(entries, from + LISTED);
    byId("found").children[from + LISTED].querySelector("a").focus();
  };
};

const find = async () => {
  const turn = ++newest;
  const asked = Object.fromEntries(["statuses", "types", "targets", "senders", "from", "to"].map((id) => [id, byId(id).value.trim()]));
  const written = byId("words").value.trim();
  const words = written.toLowerCase().match(WORD) || [];
  const query = new URLSearchParams(Object.entries({ words: written, ...asked }).filter((pair) => pair[1]));
  window.history.replaceState(null, "", `#${query}`);
  const anything = words.length || Object.values(asked).some(Boolean);
  let entries = [];
  try {
    if (anything) entries = ranked((await entriesAt(await placesOfAll(words))).filter((entry) => fits(entry, asked)), words);
  } catch (error) {
    if (turn === newest) byId("told").textContent = `The search index cannot be read: ${error.message}. Build the site again.`;
    return;
  }
  if (turn !== newest) return;
  byId("found").replaceChildren();
  byId("told").textContent = anything ? `${entries.length} found` : "";
  show(entries, 0);
};

if (about) {
  document.documentElement.classList.add("with-script");
  for (const id of ["statuses", "types"]) byId(id).append(...about.choices[id].map((value) => new Option(value, value)));
  for (const id of ["targets", "senders"]) byId(`${id}-known`).append(...about.choices[id].map((value) => new Option(value, value)));
  const form = byId("find");
  for (const [id, value] of new URLSearchParams(window.location.hash.slice(1))) if (form.elements[id]) form.elements[id].value = value;
  form.hidden = false;
  form.addEventListener("input", find);
  form.addEventListener("submit", (event) => event.preventDefault());
  find();
}
