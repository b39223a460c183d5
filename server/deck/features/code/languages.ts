/**
 * highlight.js with those of its languages that decks use, each loaded when code is first written in it: loading all of
 * them takes longer than compiling forty slides.
 */
import { createRequire } from 'node:module';
import type { HLJSApi, LanguageFn } from 'highlight.js';

const require = createRequire(import.meta.url);

/** The names of highlight.js’s languages, each with its other names after colons. */
const NAMES = `
  1c abnf accesslog actionscript:as ada angelscript:asc apache:apacheconf applescript:osascript arcade arduino:ino
  armasm:arm asciidoc:adoc aspectj autohotkey:ahk autoit avrasm awk axapta:x++ bash:sh:zsh basic bnf brainfuck:bf
  c:h cal capnproto:capnp ceylon clean:icl:dcl clojure:clj:edn clojure-repl cmake:cmake.in
  coffeescript:coffee:cson:iced coq cos:cls cpp:cc:c++:h++:hpp:hh:hxx:cxx crmsh:crm:pcmk crystal:cr csharp:cs:c#
  csp css d dart delphi:dpr:dfm:pas:pascal diff:patch django:jinja dns:bind:zone dockerfile:docker
  dos:bat:batch:cmd dsconfig dts dust:dst ebnf elixir:ex:exs elm erb erlang:erl erlang-repl excel:xlsx:xls fix
  flix fortran:f90:f95 freedesktop:desktop:systemd fsharp:fs:f# gams:gms gauss:gss gcode:nc gherkin:feature glsl
  gml go:golang golo gradle graphql:gql groovy haml handlebars:hbs:html.hbs:html.handlebars:htmlbars haskell:hs
  haxe:hx hsp http:https hy:hylang inform7:i7 ini:toml irpf90 isbl java:jsp javascript:js:jsx:mjs:cjs
  jboss-cli:wildfly-cli json:jsonc:json5 julia julia-repl:jldoctest kotlin:kt:kts:ktm:ktx lasso:lassoscript
  latex:tex ldif leaf less lisp livecodeserver livescript:ls llvm lsl lua:pluto makefile:mk:mak:make
  markdown:md:mkdown:mkd mathematica:mma:wl matlab maxima mel mercury:m:moo mipsasm:mips mizar mojolicious monkey
  moonscript:moon n1ql nestedtext:nt nginx:nginxconf nim nix:nixos node-repl nsis
  objectivec:mm:objc:obj-c:obj-c++:objective-c++ ocaml openscad:scad oxygene parser3 perl:pl:pm pf:pf.conf
  pgsql:postgres:postgresql php php-template plaintext:text:txt pony powershell:pwsh:ps:ps1 processing:pde profile
  prolog properties protobuf:proto puppet:pp purebasic:pb:pbi python:py:gyp:ipython python-repl:pycon q:k:kdb
  qml:qt r reasonml:re rib roboconf:graph:instances routeros:mikrotik rsl ruby:rb:gemspec:podspec:thor:irb
  ruleslanguage rust:rs sas scala scheme:scm scilab:sci scss shell:console:shellsession smali smalltalk:st sml:ml
  sqf sql stan:stanfuncs stata:do:ado step21:p21:step:stp stylus:styl subunit swift taggerscript tap tcl:tk thrift
  tp twig:craftcms typescript:ts:tsx:mts:cts vala vbnet:vb vbscript:vbs vbscript-html verilog:v:sv:svh vhdl vim
  wasm wren x86asm xl:tao xml:html:xhtml:rss:atom:xjb:xsd:xsl:plist:wsf:svg xquery:xpath:xq:xqm yaml:yml
  zephir:zep
`;

/** The languages by all their names, in lower case. */
export const LANGUAGES: ReadonlyMap<string, string> = new Map(
  NAMES.trim()
    .split(/\s+/)
    .flatMap((words) => {
      const names = words.split(':');
      const [own = ''] = names;
      return names.map((name) => [name, own] as const);
    }),
);

let engine: HLJSApi | undefined;

/** Returns whether a language of this name can be highlighted. */
export function isKnownLanguage(name: string): boolean {
  return LANGUAGES.has(name.toLowerCase());
}

/** Highlights code in a known language, as HTML. */
export function highlightIn(name: string, text: string): string {
  const language = LANGUAGES.get(name.toLowerCase()) ?? name;
  // Without any language, unlike the package's own entry.
  engine ??= require('highlight.js/lib/core') as HLJSApi;
  load(language, engine);
  return engine.highlight(text, { language, ignoreIllegals: true }).value;
}

/** Loads a language, and those of which code may stand in it. */
function load(language: string, into: HLJSApi): void {
  if (into.getLanguage(language)) return;
  // Each of these files has the definition of one language.
  into.registerLanguage(language, require(`highlight.js/lib/languages/${language}`) as LanguageFn);
  for (const within of languagesIn(into.getLanguage(language), new Set())) load(within, into);
}

/** Returns the languages that a definition names for parts of its code; all of them where any may stand there. */
function languagesIn(part: unknown, seen: Set<unknown>): string[] {
  if (typeof part !== 'object' || part === null || seen.has(part)) return [];
  seen.add(part);
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    if (key !== 'subLanguage') return languagesIn(value, seen);
    if (Array.isArray(value) && value.length === 0) return [...new Set(LANGUAGES.values())];
    return [value].flat().flatMap((each) => LANGUAGES.get(String(each)) ?? []);
  });
}
