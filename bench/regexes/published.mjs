// Regular expressions that advisories or post-mortems named as slow, and for each a subject written by hand:
// `attack` is [prefix, pump, suffix], the pump to be repeated. Whether they are slow is for the bench to see.

export const published = [
  {
    name: 'ansi-regex, CVE-2021-3807',
    regex:
      /[\u001B\u009B][[\]()#;?]*(?:(?:(?:[a-zA-Z\d]*(?:;[-a-zA-Z\d\/#&.:=?%@~_]*)*)?\u0007)|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-ntqry=><~]))/g,
    attack: ['\u001B[', ';', ''],
  },
  { name: 'ansi-html, CVE-2021-23424', regex: /\x1b\[(\d+)*m/g, attack: ['\x1b[', '0', ''] },
  {
    name: 'is-svg, CVE-2021-28092',
    regex:
      /^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype svg[^>]*\s*(?:\[?(?:\s*<![^>]*>\s*)*\]?)*[^>]*>\s*)?(?:<svg[^>]*>[^]*<\/svg>|<svg[^/>]*\/\s*>)\s*$/i,
    attack: ['<!doctype svg', ' ', ''],
  },
  {
    name: 'is-svg, CVE-2021-29059',
    regex: /\s*<!Entity\s+\S*\s*(?:"|')[^"]+(?:"|')\s*>/gim,
    attack: ['<!Entity', ' ', 'x'],
  },
  {
    name: 'color-string, CVE-2021-29060',
    regex:
      /^hwb\(\s*([+-]?\d*[\.]?\d+)(?:deg)?\s*,\s*([+-]?[\d\.]+)%\s*,\s*([+-]?[\d\.]+)%\s*(?:,\s*([+-]?[\d\.]+)\s*)?\)$/,
    attack: ['hwb(', '1', '!'],
  },
  {
    name: 'nth-check, CVE-2021-3803',
    regex: /^([+-]?\d*n)?\s*(?:([+-]?)\s*(\d+))?$/,
    attack: ['', ' ', '!'],
  },
  { name: 'ws, CVE-2021-32640', regex: / *, */, attack: ['b', ' ', 'x'] },
  {
    name: 'normalize-url, CVE-2021-33502',
    regex: /^data:(?<type>[^,]*?),(?<data>[^#]*?)(?:#(?<hash>.*))?$/,
    attack: ['data:', ',#', '\ra'],
  },
  { name: 'trim-newlines, CVE-2021-33623', regex: /[\r\n]+$/, attack: ['', '\n', 'a'] },
  { name: 'trim, CVE-2020-7753', regex: /^\s*|\s*$/g, attack: ['x', ' ', 'x'] },
  {
    name: 'trim-off-newlines, CVE-2021-23425',
    regex: /^(?:\r\n|\n|\r)+|(?:\r\n|\n|\r)+$/g,
    attack: ['a', '\n', 'a'],
  },
  { name: 'glob-parent, CVE-2020-28469', regex: /[\{\[].*[\/]*.*[\}\]]$/, attack: ['{', '/', 'a'] },
  {
    name: 'path-parse, CVE-2021-23343',
    regex: /^(\/?|)([\s\S]*?)((?:\.{1,2}|[^\/]+?|)(\.[^.\/]*|))(?:[\/]*)$/,
    attack: ['a', '/', 'x'],
  },
  {
    name: 'hosted-git-info, CVE-2021-23362',
    regex: /^([^:]+):(?:(?:[^@:]+(?:[^@]+)?@)?([^/]*))[/](.+?)(?:[.]git)?($|#)/,
    attack: ['a:', 'a', ''],
  },
  {
    name: 'postcss, CVE-2021-23368',
    regex: /\/\*\s*# sourceMappingURL=(.*)\s*\*\//,
    attack: ['/*# sourceMappingURL=', ' ', 'x'],
  },
  {
    name: 'browserslist, CVE-2021-23364',
    regex: /^(>=?|<=?)\s*(\d*\.?\d+)%\s+in\s+(\S+)$/,
    attack: ['>', '1', '!'],
  },
  { name: 'ssri, CVE-2021-27290', regex: /^([^-]+)-([^?]+)([?\S*]*)$/, attack: ['x-', 'a', '? '] },
  {
    name: 'marked, CVE-2022-21681',
    regex: /^!?\[((?:\[[^\[\]]*\]|\\[\[\]]|[^\[\]])*)\]/,
    attack: ['[', '\\[\\]', ''],
  },
  { name: 'marked, CVE-2017-16114', regex: /^(`+)\s*([\s\S]*?[^`])\s*\1(?!`)/, attack: ['`a', ' ', 'a'] },
  {
    name: 'marked, heading of 0.3',
    regex: /^ *(#{1,6}) *([^\n]+?) *(?:#+ *)?(?:\n+|$)/,
    attack: ['# a', ' ', 'x'],
  },
  { name: 'moment, CVE-2022-31129', regex: /\([^)]*\)|[\n\t]/g, attack: ['', '(', ''] },
  {
    name: 'moment, CVE-2016-4055',
    regex: /^(\-)?(?:(\d*)[. ])?(\d+)\:(\d+)(?:\:(\d+)\.?(\d{3})?\d*)?$/,
    attack: ['1:1:', '1', 'x'],
  },
  {
    name: 'moment, CVE-2017-18214',
    regex:
      /[0-9]*['a-z\u00A0-\u05FF\u0700-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+|[\u0600-\u06FF\/]+(\s*?[\u0600-\u06FF]+){1,2}/i,
    attack: ['', '1', ''],
  },
  {
    name: 'ms, CVE-2015-8315',
    regex:
      /^((?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|years?|yrs?|y)?$/i,
    attack: ['', '5', ' minutea'],
  },
  { name: 'minimatch, CVE-2022-3517', regex: /\{.*\}/, attack: ['', '{', 'a'] },
  { name: 'semver, CVE-2022-25883', regex: /(\s*)(?:~>?)\s+/g, attack: ['a', ' ', 'b'] },
  { name: 'semver, CVE-2022-25883 (caret)', regex: /(\s*)(?:\^)\s+/g, attack: ['a', ' ', 'b'] },
  { name: 'debug, CVE-2017-16137', regex: /\s*\n\s*/g, attack: ['a', ' ', 'x'] },
  { name: 'mime, CVE-2017-16138', regex: /.*[\.\/\\]/, attack: ['', 'a', ''] },
  {
    name: 'negotiator, CVE-2016-10539',
    regex: /^\s*(\S+?)(?:-(\S+?))?\s*(?:;(.*))?$/,
    attack: ['a', '-', ' x'],
  },
  { name: 'tough-cookie, CVE-2017-15010', regex: /^(([^=;]+))\s*=\s*([^\n\r\0]*)/, attack: ['x', ' ', ''] },
  {
    name: 'ua-parser-js, CVE-2020-7733',
    regex: /android.+(redmi[\s\-_]*(?:note|k)?(?:[\s_]*[\w\s]+))\s+build/i,
    attack: ['android xredmi', ' ', '!'],
  },
  {
    name: 'ua-parser-js, CVE-2020-7793',
    regex: /android.+(mi[\s\-_]*(?:a\d|one|one[\s_]plus|note lte)?[\s_]*(?:\d?\w?)[\s_]*(?:plus)?)\s+build/i,
    attack: ['android xmi', ' ', '!'],
  },
  { name: 'ua-parser-js, CVE-2022-25927', regex: /\s\s*$/, attack: ['', ' ', 'x'] },
  { name: 'validator, CVE-2021-3765', regex: /(\s)+$/g, attack: ['', ' ', 'x'] },
  {
    name: 'validator, isSlug of 13.5',
    regex: /^[^\s-_](?!.*?[-_]{2,})([a-z0-9-\\]{1,})[^\s]*[^-_\s]$/,
    attack: ['a', 'a', '-'],
  },
  {
    name: 'validator, isHTML of 13.5',
    regex: /<(?=.*? .*?\/ ?>|br|hr|input|!--|wbr)[a-z]+.*?>|<([a-z]+).*?<\/\1>/i,
    attack: ['', '<a', ''],
  },
  {
    name: 'validator, isHSL of 13.5',
    regex:
      /^(hsl)a?\(\s*((\+|\-)?([0-9]+(\.[0-9]+)?(e(\+|\-)?[0-9]+)?|\.[0-9]+(e(\+|\-)?[0-9]+)?))(deg|grad|rad|turn|\s*)(\s*,\s*(\+|\-)?([0-9]+(\.[0-9]+)?(e(\+|\-)?[0-9]+)?|\.[0-9]+(e(\+|\-)?[0-9]+)?)%){2}\s*(,\s*((\+|\-)?([0-9]+(\.[0-9]+)?(e(\+|\-)?[0-9]+)?|\.[0-9]+(e(\+|\-)?[0-9]+)?)%?)\s*)?\)$/i,
    attack: ['hsla(0', ' ', 'x'],
  },
  {
    name: 'validator, display names of 13.5',
    regex: /^([^\x00-\x1F\x7F-\x9F\cX]+)<(.+)>$/i,
    attack: ['a', '<', 'a'],
  },
  { name: 'lodash, CVE-2020-28500', regex: /^\s+|\s+$/g, attack: ['1', ' ', '1'] },
  {
    name: 'highlight.js, functions of C++ in 10.4',
    regex:
      /((decltype\(auto\)|[a-zA-Z_]\w*::)?[a-zA-Z_]\w*(<.*?>)?[\*&\s]+)+([a-zA-Z_]\w*::)?[a-zA-Z]\w*\s*\(/,
    attack: ['', 'a ', '!'],
  },
  {
    name: 'prismjs, tags of 1.20',
    regex:
      /<\/?(?!\d)[^\s>\/=$<%]+(?:\s(?:\s*[^\s>\/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s'">=]+(?=[\s>]))|(?=[\s/>])))+)?\s*\/?>/i,
    attack: ['<a', ' a', '='],
  },
  {
    name: 'uglify-js, CVE-2015-8858',
    regex: /^\d*\.?\d*(?:e[+-]?\d*(?:\d\.?|\.?\d)\d*)?$/i,
    attack: ['1e', '1', 'x'],
  },
  { name: 'brace-expansion, CVE-2017-18077', regex: /^(.*,)+(.+)?$/, attack: ['', ',', '\n'] },
  { name: 'brace-expansion, CVE-2025-5889', regex: /,.*\}/, attack: ['', ',', '\n'] },
  {
    name: 'braces, CVE-2018-1109',
    regex: /^\{(,+(?:(\{,+\})*),*|,*(?:(\{,+\})*),+)\}/,
    attack: ['{', ',', '!'],
  },
  {
    name: 'charset, CVE-2017-16098',
    regex: /(?:charset|encoding)\s*=\s*['"]? *([\w\-]+)/i,
    attack: ['charset=', ' ', '!'],
  },
  {
    name: 'content (hapi), 2017',
    regex:
      /^([^\/]+\/[^\s;]+)(?:(?:\s*;\s*boundary=(?:"([^"]+)"|([^;"]+)))|(?:\s*;\s*[^=]+=(?:(?:"(?:[^"]+)")|(?:[^;"]+))))*$/i,
    attack: ['a/b', ';boundary=a', ';'],
  },
  { name: 'string, CVE-2017-16116', regex: /([A-Z\d]+)([A-Z][a-z])/g, attack: ['', 'A', '!'] },
  {
    name: 'jquery-validation, CVE-2021-21252',
    regex:
      /^(?:(?:(?:https?|ftp):)?\/\/)(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[a-z\u00a1-\uffff0-9]-*)*[a-z\u00a1-\uffff0-9]+)(?:\.(?:[a-z\u00a1-\uffff0-9]-*)*[a-z\u00a1-\uffff0-9]+)*(?:\.(?:[a-z\u00a1-\uffff]{2,})).?)(?::\d{2,5})?(?:[/?#]\S*)?$/i,
    attack: ['http://', 'a', ' '],
  },
  { name: 'is-my-json-valid, CVE-2016-2537', regex: /^[0-9]+(\.?[0-9]+)?$/, attack: ['', '1', 'x'] },
  { name: 'is-my-json-valid, CVE-2018-1107', regex: /\s*(.+?):\s*([^;]+);?/g, attack: ['', ' ', ''] },
  {
    name: 'sshpk, CVE-2018-3737',
    regex: /^([a-z0-9-]+)[ \t]+([a-zA-Z0-9+\/]+[=]*)([\n \t]+([^\n]+))?$/,
    attack: ['a a', ' ', '\n\n'],
  },
  { name: 'word-wrap, CVE-2023-26115', regex: /[ \t]*$/gm, attack: ['', ' ', 'x'] },
  { name: 'cookiejar, CVE-2022-25901', regex: /([^=]+)=([\s\S]*)/, attack: ['', 'a', ''] },
  { name: 'http-cache-semantics, CVE-2022-25881', regex: /\s*,\s*/, attack: ['a', ' ', 'b'] },
  {
    name: 'loader-utils, CVE-2022-37603',
    regex: /\[(?:([^:\]]+):)?(?:(hash|contenthash))(?::([a-z]+\d*))?(?::(\d+))?\]/gi,
    attack: ['', '[', 'a'],
  },
  { name: 'cross-spawn, CVE-2024-21538', regex: /(\\*)"/g, attack: ['', '\\', 'x'] },
  { name: 'cross-spawn, CVE-2024-21538 (end)', regex: /(\\*)$/, attack: ['', '\\', 'x'] },
  {
    name: 'path-to-regexp, CVE-2024-45296',
    regex: /^\/([^\/]+?)-([^\/]+?)\/?$/i,
    attack: ['/a', '-a', '/a'],
  },
  {
    name: '@octokit/request, CVE-2025-25290',
    regex: /<([^>]+)>; rel="deprecation"/,
    attack: ['', '<', '>'],
  },
  {
    name: '@octokit/plugin-paginate-rest, CVE-2025-25288',
    regex: /<([^<>]+)>;\s*rel="next"/,
    attack: ['<a>;', ' ', 'x'],
  },
  { name: '@octokit/request-error, CVE-2025-25289', regex: / .*$/, attack: ['', ' ', '\n@'] },
  { name: '@octokit/endpoint, CVE-2025-25285', regex: /[\w-]+(?=-preview)/g, attack: ['', 'A', '-'] },
  {
    name: 'css-what, CVE-2022-21222',
    regex:
      /^\s*(?:(\*|[-\w]*)\|)?((?:\\.|[\w\u00b0-\uFFFF-])+)\s*(?:(\S?)=\s*(?:(['"])([^]*?)\4|(#?(?:\\.|[\w\u00b0-\uFFFF-])*)|)|)\s*([is])?\s*\]/,
    attack: ['a', ' ', '!'],
  },
  {
    name: 'date-and-time, CVE-2020-26289',
    regex: /\[([^\[\]]*|\[[^\[\]]*\])*\]|([A-Za-z])\2+|\.{3}|./g,
    attack: ['[', 'a', ''],
  },
  { name: 'axios, CVE-2021-3749', regex: /\s*$/, attack: ['a', ' ', 'a'] },
  {
    name: 'url-regex, CVE-2020-7661',
    regex:
      /(?:(?:(?:[a-z]+:)?\/\/)|www\.)(?:\S+(?::\S*)?@)?(?:localhost|(?:(?:[a-z\u00a1-\uffff0-9][-_]*)*[a-z\u00a1-\uffff0-9]+)(?:\.(?:[a-z\u00a1-\uffff0-9]-*)*[a-z\u00a1-\uffff0-9]+)*(?:\.(?:[a-z\u00a1-\uffff]{2,}))\.?)(?::\d{2,5})?(?:[/?#][^\s"]*)?/gi,
    attack: ['//', '0', ''],
  },
  {
    name: 'dat.gui, CVE-2020-7755',
    regex: /^rgb\(\s*(.+)\s*,\s*(.+)\s*,\s*(.+)\s*\)/,
    attack: ['rgb(', ',', ''],
  },
  {
    name: 'locutus, CVE-2021-23392',
    regex: /^(.)(.*?)\t(.*?)\t(.*?)\t(.*?)\u000d\u000a/,
    attack: ['a', '\t', ''],
  },
  {
    name: 'locutus, CVE-2020-13619',
    regex: /^((?:[\da-f]{1,4}(?::|)){0,8})(::)?((?:[\da-f]{1,4}(?::|)){0,8})$/,
    attack: ['', 'a', '.'],
  },
  {
    name: 'uap-core, CVE-2020-5243',
    regex: /; *([^;\/]+) Build[\/ ]Huawei(MT1-U06|[A-Z]+\d+[^\);]+)\)/,
    attack: ['; A Build HuaweiA', '4', ''],
  },
  {
    name: 'html-minifier, CVE-2022-37620',
    regex: /\s+([1-9][0-9]*w|[0-9]+(?:\.[0-9]+)?x)$/,
    attack: ['', ' ', '!'],
  },
  { name: 'vue, CVE-2024-9506', regex: /([\s\S]*?)(<\/script[^>]*>)/i, attack: ['', '</script', ''] },
  {
    name: 'parse-uri, CVE-2024-36751',
    regex:
      /^(?:(?![^:@]+:[^:@\/]*@)([^:\/?#.]+):)?(?:\/\/)?((?:(([^:@]*)(?::([^:@]*))?)?@)?([^:\/?#]*)(?::(\d*))?)(((\/(?:[^?#](?![^?#\/]*\.[^?#\/.]+(?:[?#]|$)))*\/?)?([^?#\/]*))(?:\?([^#]*))?(?:#(.*))?)/,
    attack: ['http://a/', 'a', ''],
  },
  {
    name: 'nodemailer, GHSA-9h6g-pr28-7cqp',
    regex: /^data:((?:[^;]*;)*(?:[^,]*)),(.*)$/i,
    attack: ['data:', ';', ''],
  },
  {
    name: 'redis, CVE-2021-29469',
    regex: /^[0-9]{10,11}\.[0-9]+ \[[0-9]+ .+\]( ".+?")+$/,
    attack: ['1111111111.1 [1 a]', ' "a"', '!'],
  },
  {
    name: 'fast-csv, CVE-2020-26256',
    regex: /^\s*(?:''|"")?\s*(?:,\s*(?:''|"")?\s*)*$/,
    attack: ['', ',  ', 'x'],
  },
  {
    name: 'papaparse, CVE-2020-36649',
    regex: /^\s*-?(\d*\.?\d+|\d+\.?\d*)(e[-+]?\d+)?\s*$/i,
    attack: ['', '0', 'x'],
  },
  {
    name: 'printf, CVE-2021-23354',
    regex:
      /\%(?:\(([\w_.]+)\)|([1-9]\d*)\$)?([0 +\-\#]*)(\*|\d+)?(\.)?(\*|\d+)?[hlL]?([\%bscdeEfFgGioOuxX])/g,
    attack: ['%', '0', '!'],
  },
  { name: 'codemirror, CVE-2020-7760', regex: /^(\s|\/\*.*?\*\/)*[\[\(\w]/, attack: ['', '/**/', '!'] },
  { name: 'angular, CVE-2023-26116', regex: /[^\/]*$/, attack: ['', 'a', '/'] },
  { name: 'angular, CVE-2023-26117', regex: /\/+$/, attack: ['', '/', 'a'] },
  {
    name: 'angular, CVE-2023-26118',
    regex:
      /^[a-z][a-z\d.+-]*:\/*(?:[^:@]+(?::[^@]+)?@)?(?:[^\s:/?#]+|\[[a-f\d:]+])(?::\d+)?(?:\/[^?#]*)?(?:\?[^#]*)?(?:#.*)?$/i,
    attack: ['http:', '/', ' '],
  },
  {
    name: 'angular, CVE-2024-21490',
    regex: /(\s+\d+x\s*,|\s+\d+w\s*,|\s+,|,\s+)/,
    attack: ['', ' ', 'x'],
  },
  { name: 'markdown-it, CVE-2022-21670', regex: / +$/, attack: ['', ' ', 'x'] },
  {
    name: 'remarkable, CVE-2019-12041',
    regex: /^<!\[CDATA\[([^\]]+|\][^\]]|\]\][^>])*\]\]>/,
    attack: ['<![CDATA[', 'a', ''],
  },
  {
    name: 'is-email, CVE-2021-36716',
    regex: /^([a-zA-Z0-9_\.\-\+])+\@(([a-zA-Z0-9\-])+\.)+([a-zA-Z0-9]{2,4})+$/,
    attack: ['a@a.', 'aaaa', '!'],
  },
  {
    name: 'OWASP, an e-mail address',
    regex:
      /^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$/,
    attack: ['a', 'a', '!'],
  },
  { name: 'OWASP, a Java class', regex: /^(([a-z])+.)+[A-Z]([a-z])+$/, attack: ['', 'a', '!'] },
  {
    name: 'OWASP, a person',
    regex: /^[a-zA-Z]+((['\,\.\- ][a-zA-Z ])?[a-zA-Z]*)*$/,
    attack: ['a', 'a', '!'],
  },
  {
    name: 'the outage of a question-and-answer site, 2016',
    regex: /^[\s\u200c]+|[\s\u200c]+$/,
    attack: ['a', ' ', 'a'],
  },
  {
    name: 'the outage of a content network, 2019',
    regex:
      /(?:(?:\"|'|\]|\}|\\|\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|\`|\-|\+)+[)]*;?((?:\s|-|~|!|{}|\|\||\+)*.*(?:.*=.*)))/,
    attack: ['1', 'a', ''],
  },
];
