# SPDX-License-Identifier: GPL-3.0-or-later
"""
What can be changed in a C file: one small error each, in the bodies of functions. Two kinds that can change no
result are not made: a guess of what is likely, and which of two equal values is the greater.
"""
import re
from collections import namedtuple

Token = namedtuple('Token', 'kind text start')
Mutant = namedtuple('Mutant', 'file line operator start end old new')

PATTERN = re.compile(r'''
    (?P<skip>\s+ | /\*.*?\*/ | //[^\n]* | ^[ \t]*\#(?:[^\n\\]|\\.)* | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
  | (?P<number>(?:0[xX][0-9a-fA-F]+ | \d+\.\d*(?:[eE][-+]?\d+)? | \.\d+ | \d+)[uUlLfF]*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign><<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|.)
''', re.X | re.S | re.M)

SWAPS = {'<': ['<='], '<=': ['<'], '>': ['>='], '>=': ['>'], '==': ['!='], '!=': ['=='], '&&': ['||'],
         '||': ['&&'], '+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'], '+=': ['-='], '-=': ['+='],
         '++': ['--'], '--': ['++']}
NAMES = {**dict.fromkeys(['<', '<=', '>', '>=', '==', '!='], 'comparison'),
         **dict.fromkeys(['&&', '||'], 'logic')}
TWO_SIDED = {'+', '-', '*', '/'}
KEYWORDS = {'if', 'else', 'for', 'while', 'do', 'switch', 'case', 'default', 'return', 'break', 'continue',
            'goto', 'sizeof', 'const', 'static', 'struct', 'enum', 'union', 'int', 'char', 'bool', 'double',
            'void', 'unsigned', 'long', 'short', 'inline'}


def tokens_of(text):
    found = [Token(m.lastgroup, m.group(), m.start()) for m in PATTERN.finditer(text)]
    return [token for token in found if token.kind != 'skip']


def bodies(text):
    """Where functions are, and their heads: a brace alone in the first column opens one, another ends it."""
    for match in re.finditer(r'^\{$.*?^\}', text, re.M | re.S):
        head = text[:match.start()].rstrip()
        yield match.start(), match.end(), head[max(head.rfind('\n}'), head.rfind('\n\n')) + 1:]


def closing(tokens, at):
    """The token that closes the parenthesis at `at`."""
    depth = 0
    for i in range(at, len(tokens)):
        depth += (tokens[i].text in '([{') - (tokens[i].text in ')]}')
        if depth == 0:
            return i
    return len(tokens) - 1


def end_of_statement(tokens, at):
    while at < len(tokens) and tokens[at].text != ';':
        at = closing(tokens, at) + 1 if tokens[at].text in '([{' else at + 1
    return at


def texts(tokens, start, end):
    return [token.text for token in tokens[start:end]]


def is_extreme(tokens, i):
    """Compares two values of which the greater or the lesser is taken: where they are equal either is the same."""
    start = i - 1
    while tokens[start].text not in ('(', '=', 'return', ';', ','):
        start = opening(tokens, start) - 1 if tokens[start].text in ')]' else start - 1
    end = i
    while tokens[end].text not in (')', '?', ';', ',', '&&', '||') and end < len(tokens) - 1:
        end = closing(tokens, end) + 1 if tokens[end].text in '([' else end + 1
    left, right = texts(tokens, start + 1, i), texts(tokens, i + 1, end)
    beyond = end + 1 + len(left) + 1 + len(right)
    if beyond >= len(tokens) or tokens[beyond].text not in (';', ',', ')'):
        return False
    after = texts(tokens, end + 1, beyond)
    if tokens[end].text == '?':
        return after in (left + [':'] + right, right + [':'] + left)
    assigned = [left + ['='] + right, right + ['='] + left]
    return tokens[start - 1].text == 'if' and tokens[end].text == ')' and after in assigned


def operators(tokens, i, text):
    token = tokens[i]
    before = tokens[i - 1]
    spaced = text[token.start - 1].isspace() and text[token.start + len(token.text)].isspace()
    if token.kind != 'sign' or token.text not in SWAPS:
        return
    if token.text in TWO_SIDED and not (spaced and (before.kind != 'sign' or before.text in ')]')):
        return
    if token.text in ('<', '<=', '>', '>=') and is_extreme(tokens, i):
        return
    for new in SWAPS[token.text]:
        yield NAMES.get(token.text, 'arithmetic'), token.start, token.start + len(token.text), new


def constants(tokens, i, text):
    token = tokens[i]
    if token.kind != 'number':
        return
    if tokens[i + 1].text == ')' and tokens[opening(tokens, i + 1) - 1].text == '__builtin_expect':
        return  # how likely it is changes no result
    end = token.start + len(token.text)
    yield 'constant', token.start, end, f'({token.text} + 1)'
    if not re.fullmatch(r'0[uUlL]*', token.text):
        yield 'constant', token.start, end, f'({token.text} - 1)'


def conditions(tokens, i, text):
    if tokens[i].text in ('if', 'while') and tokens[i + 1].text == '(':
        start, end = tokens[i + 1].start, tokens[closing(tokens, i + 1)].start + 1
        yield 'condition', start, end, f'(!{text[start:end]})'


def is_declaration(tokens, i):
    first, second, third = tokens[i], tokens[i + 1], tokens[i + 2]
    return second.kind == 'word' or (second.text == '*' and third.kind == 'word' and first.kind == 'word')


def statements(tokens, i, text):
    """An assignment, a call, a break or a continue that is not there."""
    token, before = tokens[i], tokens[i - 1]
    if before.text not in (';', '{', '}', ')', 'else', ':') or token.text in ';{})':
        return
    if before.text == ')' and not after_control(tokens, i - 1):
        return
    if before.text == ':' and not after_label(tokens, i - 1):
        return
    if token.text in ('break', 'continue'):
        yield 'statement', token.start, token.start + len(token.text), ''
        return
    starts = token.kind == 'word' and token.text not in KEYWORDS or token.text in ('*', '++', '--')
    if not starts or is_declaration(tokens, i):
        return
    end = end_of_statement(tokens, i)
    if end < len(tokens) and not (before.text == ';' and inside_for(tokens, i)):
        yield 'statement', token.start, tokens[end].start, ''


def opening(tokens, at):
    depth = 0
    for i in range(at, -1, -1):
        depth += (tokens[i].text in ')]}') - (tokens[i].text in '([{')
        if depth == 0:
            return i
    return 0


def after_control(tokens, at):
    return tokens[opening(tokens, at) - 1].text in ('if', 'for', 'while', 'switch')


def after_label(tokens, at):
    while at > 0 and tokens[at].text not in ';{}?':
        at -= 1
        if tokens[at].text in ('case', 'default'):
            return True
    return False


def inside_for(tokens, i):
    """Whether an opening parenthesis is open there."""
    depth = 0
    for j in range(i - 1, -1, -1):
        if tokens[j].text in '{}' and depth == 0:
            return False
        depth += (tokens[j].text == ')') - (tokens[j].text == '(')
        if depth < 0:
            return True
    return False


def returned(tokens, i, text, head):
    if tokens[i].text != 'return' or tokens[i + 1].text == ';':
        return
    start, end = tokens[i + 1].start, tokens[end_of_statement(tokens, i)].start
    value = text[start:end]
    result = head.rsplit('\n', 1)[-1].split('(')[0]
    if '*' in result:
        new = 'NULL' if value != 'NULL' else None
    elif 'bool' in result:
        new = {'true': 'false', 'false': 'true'}.get(value, f'!({value})')
    else:
        new = f'({value}) + 1'
    if new:
        yield 'return', start, end, new


def mutants_of(file, text):
    found = []
    for start, end, head in bodies(text):
        tokens = [t._replace(start=t.start + start) for t in tokens_of(text[start:end])]
        tokens += [Token('sign', '', end)] * 2
        for i in range(1, len(tokens) - 2):
            changes = [change for kind in (operators, constants, conditions, statements)
                       for change in kind(tokens, i, text)]
            changes += returned(tokens, i, text, head)
            found += [Mutant(file, text.count('\n', 0, at) + 1, name, at, to, text[at:to], new)
                      for name, at, to, new in changes]
    return found
