// What gift-pegjs reads in some GIFT: from standard input, as JSON.
const { parse } = require(process.argv[2]);
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(JSON.stringify(parse(text)));
