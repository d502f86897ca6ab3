// Values as people read them.

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
const NUMBERS = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const NBSP = "\u00a0";

export function count(number) {
  return NUMBERS.format(number);
}

export function counted(number, noun) {
  return count(number) + NBSP + noun + (number === 1 ? "" : "s");
}

/** Three digits are enough for the eye. */
export function bytes(number) {
  let value = number;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return trim(value.toFixed(digits)) + NBSP + UNITS[unit];
}

export function bytesPerSecond(rate) {
  return rate === null ? "–" : bytes(Math.round(rate)) + "/s";
}

export function perSecond(rate) {
  return rate === null ? "–" : (rate >= 10 ? count(rate) : trim(rate.toFixed(1))) + "/s";
}

export function percent(part, whole) {
  return whole === 0 ? "0" + NBSP + "%" : Math.round(part / whole * 100) + NBSP + "%";
}

/** A constant of the contracts in small letters. */
export function words(constant) {
  return constant.toLowerCase().replaceAll("_", " ");
}

function trim(digits) {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}
