//! A corpus with the repetition of an API reference: every operation of every resource, eight
//! languages each, samples that differ only in names, ids and a few values.

const RESOURCES: [&str; 48] = [
    "invoice",
    "payment",
    "customer",
    "refund",
    "webhook",
    "subscription",
    "coupon",
    "ledger",
    "transfer",
    "account",
    "dispute",
    "session",
    "token",
    "project",
    "environment",
    "deployment",
    "build",
    "artifact",
    "secret",
    "variable",
    "domain",
    "certificate",
    "region",
    "cluster",
    "node",
    "volume",
    "snapshot",
    "backup",
    "policy",
    "role",
    "member",
    "team",
    "workspace",
    "channel",
    "message",
    "thread",
    "attachment",
    "event",
    "schedule",
    "job",
    "queue",
    "worker",
    "metric",
    "alert",
    "dashboard",
    "report",
    "export",
    "catalog",
];
const FIELDS: [&str; 16] = [
    "name",
    "status",
    "amount",
    "currency",
    "description",
    "email",
    "country",
    "locale",
    "version",
    "priority",
    "mode",
    "source",
    "reason",
    "quantity",
    "region",
    "owner_id",
];
const VALUES: [&str; 8] = ["active", "pending", "usd", "eur", "primary", "standard", "eu-west-1", "daily"];

/// Language and sample, in the order of the pages.
pub fn samples(rounds: usize) -> Vec<(&'static str, String)> {
    let mut seed = 11_u64;
    let mut out = Vec::new();
    for _ in 0..rounds {
        for resource in RESOURCES {
            for verb in ["create", "retrieve", "update", "list", "delete"] {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let call = Call::new(resource, verb, seed >> 16);
                out.extend(call.samples());
            }
        }
    }
    out
}

struct Call {
    one: String,
    many: String,
    class: String,
    verb: &'static str,
    id: String,
    fields: Vec<(&'static str, String)>,
}

impl Call {
    fn new(resource: &str, verb: &'static str, random: u64) -> Self {
        let count = if verb == "create" { 3 } else { 2 };
        let pick = |number: usize| {
            let place = usize::try_from(random >> (5 * number) & 0xFFFF).unwrap_or(0);
            let value = if place % 3 < 1 {
                (place % 5000).to_string()
            } else {
                format!("\"{}\"", VALUES[place % VALUES.len()])
            };
            (FIELDS[(place + 5 * number) % FIELDS.len()], value)
        };
        let mut fields: Vec<_> = (0..count).map(pick).collect();
        fields.dedup_by_key(|field| field.0);
        if matches!(verb, "retrieve" | "delete") {
            fields.clear();
        }
        Self {
            one: resource.to_owned(),
            many: format!("{resource}s"),
            class: capital(resource),
            verb,
            id: format!("{}_{:016x}", &resource[..3], random.wrapping_mul(0x9E37_79B9)),
            fields,
        }
    }

    fn has_id(&self) -> bool {
        !matches!(self.verb, "create" | "list")
    }

    /// The fields, each written by `write`, joined.
    fn each(&self, joint: &str, write: impl Fn(&str, &str) -> String) -> String {
        self.fields.iter().map(|(name, value)| write(name, value)).collect::<Vec<_>>().join(joint)
    }

    fn samples(&self) -> [(&'static str, String); 8] {
        let Self { one, many, class, verb, id, .. } = self;
        let path = if self.has_id() { format!("{many}/{id}") } else { many.clone() };
        let method = match *verb {
            "create" | "update" => "POST",
            "delete" => "DELETE",
            _ => "GET",
        };
        let sep = if self.has_id() && !self.fields.is_empty() { ", " } else { "" };
        let quoted = if self.has_id() { format!("\"{id}\"") } else { String::new() };
        let single = quoted.replace('"', "'");
        let tick = |value: &str| value.replace('"', "'");
        let verb_class = capital(verb);
        let curl_fields = self.each("", |name, value| format!(" \\\n  -d {name}={}", value.replace('"', "")));
        let curl = format!(
            "curl -X {method} https://api.example.com/v1/{path} \\\n  -H \"Authorization: Bearer sk_test_abc123\" \\\n  -H \"Idempotency-Key: {id}\"{curl_fields}\n"
        );
        let dotnet_fields = self.each("", |name, value| format!("    {} = {value},\n", pascal(name)));
        let dotnet = format!(
            "using Example;\nusing Example.Services;\n\nvar client = new ExampleClient(\"sk_test_abc123\");\nvar options = new {class}{verb_class}Options\n{{\n{dotnet_fields}}};\nvar service = new {class}Service(client);\n{class} {one} = await service.{verb_class}Async({quoted}{}options);\nConsole.WriteLine({one}.Id);\n",
            if self.has_id() { ", " } else { "" }
        );
        let ruby = format!(
            "require 'example'\n\nclient = Example::Client.new('sk_test_abc123')\n\n{one} = client.{many}.{verb}({single}{sep}{})\nputs {one}.id\n",
            self.each(", ", |name, value| format!("{name}: {}", tick(value)))
        );
        let python = format!(
            "import example\n\nclient = example.Client(api_key=\"sk_test_abc123\")\n\n{one} = client.{many}.{verb}(\n{}{})\nprint({one}.id)\n",
            if self.has_id() { format!("    {quoted},\n") } else { String::new() },
            self.each("", |name, value| format!("    {name}={value},\n"))
        );
        let js = format!(
            "import Example from 'example';\n\nconst client = new Example('sk_test_abc123');\n\nconst {one} = await client.{many}.{verb}({single}{sep}{});\nconsole.log({one}.id);\n",
            if self.fields.is_empty() {
                String::new()
            } else {
                format!("{{\n{}}}", self.each("", |name, value| format!("  {}: {},\n", camel(name), tick(value))))
            }
        );
        let php = format!(
            "<?php\nrequire 'vendor/autoload.php';\n\n$client = new \\Example\\Client('sk_test_abc123');\n\n${one} = $client->{many}->{verb}({single}{sep}[\n{}]);\necho ${one}->id;\n",
            self.each("", |name, value| format!("    '{name}' => {},\n", tick(value)))
        );
        let java = format!(
            "import com.example.Example;\nimport com.example.model.{class};\nimport com.example.param.{class}{verb_class}Params;\n\nExample client = new Example(\"sk_test_abc123\");\n{class}{verb_class}Params params = {class}{verb_class}Params.builder()\n{}    .build();\n{class} {one} = client.{many}().{verb}({quoted}{}params);\nSystem.out.println({one}.getId());\n",
            self.each("", |name, value| format!("    .set{}({value})\n", pascal(name))),
            if self.has_id() { ", " } else { "" }
        );
        let go = format!(
            "package main\n\nimport (\n\t\"context\"\n\t\"fmt\"\n\n\t\"github.com/example/example-go\"\n)\n\nfunc main() {{\n\tclient := example.NewClient(\"sk_test_abc123\")\n\tparams := &example.{class}{verb_class}Params{{\n{}\t}}\n\t{one}, err := client.{}.{verb_class}(context.TODO(), {quoted}{}params)\n\tif err != nil {{\n\t\tpanic(err)\n\t}}\n\tfmt.Println({one}.ID)\n}}\n",
            self.each("", |name, value| format!("\t\t{}: {value},\n", pascal(name))),
            capital(many),
            if self.has_id() { ", " } else { "" }
        );
        [
            ("curl", curl),
            ("dotnet", dotnet),
            ("ruby", ruby),
            ("python", python),
            ("js", js),
            ("php", php),
            ("java", java),
            ("go", go),
        ]
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

fn camel(name: &str) -> String {
    let pascal = pascal(name);
    pascal[..1].to_lowercase() + &pascal[1..]
}
