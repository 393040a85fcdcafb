/* Judges the answers on standard input, a line for each, with the script's own reading of compiled questions:
   node ask.js ASKING.JS CONTENT.JSON. A line is the number of a question and an answer to it; or what is asked for and how
   many, for the questions that are drawn. */
const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");

const [script, content] = process.argv.slice(2).map((name) => readFileSync(name, "utf-8"));
const [data] = JSON.parse(content);
const { questions, fitting, drawn, isRight } = new Function("data", `${script}\nreturn asking(data)`)(data);

createInterface({ input: process.stdin }).on("line", (line) => {
  const [asked, given] = JSON.parse(line);
  const told = typeof asked === "number" ? isRight(questions[asked], given) : drawn(fitting(asked), given).map((one) => one.id);
  console.log(JSON.stringify(told));
});
