// The counts of a syntax tree as unified with remark-mdx has it: the yardstick for `folio tree --format json`.
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";

const processor = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).use(remarkMdx);
const names = {
  mdxJsxFlowElement: "jsx_flow", mdxJsxTextElement: "jsx_text", mdxFlowExpression: "expr_flow",
  mdxTextExpression: "expr_text", mdxjsEsm: "esm", heading: "heading", code: "code", inlineCode: "inline_code",
  list: "list", table: "table", link: "link", image: "image", blockquote: "blockquote",
};

export function counts(text) {
  const found = Object.fromEntries([...Object.values(names), "attributes", "max_jsx_depth"].map((name) => [name, 0]));
  const components = {};
  const walk = (node, depth) => {
    if (names[node.type]) found[names[node.type]] += 1;
    let inner = depth;
    if (node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement") {
      found.attributes += node.attributes.length;
      inner += 1;
      found.max_jsx_depth = Math.max(found.max_jsx_depth, inner);
      if (node.name) components[node.name] = (components[node.name] ?? 0) + 1;
    }
    for (const child of node.children ?? []) walk(child, inner);
  };
  let tree;
  try {
    tree = processor.parse(text);
  } catch (error) {
    return { parsed: false, reason: String(error.message ?? error) };
  }
  walk(tree, 0);
  return { parsed: true, counts: found, components };
}
