"""Write out `each`: from one sentence to one fact for each thing it stands for.

In: who- and body-expressions of the AST. Out: targets with the periods they rest on, and what `that ...` then means.
Diagnostics: GR101, GR102, GR105, GR107, GR201, GR202, GR216. Source: docs/reference/semantics.md, 3.1.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.model.days import When
from govrules.resolve.draft import Draft, display_of
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.source import Span
from govrules.syntax import ast

Env = Mapping[str, str]
"""What `that ...` stands for: the word after `each`, to the thing of this round."""
Sort = Literal["thing", "holder", "own-board"]
_Way = tuple[Env, str, When, tuple[str, ...]]
"""A thing of one round: the round so far, the thing, the periods it rests on, the groups that lead there."""
_ANYBODY = "a post, an organ, a body or a cluster"


@frozen
class Target:
    """Somebody or something a sentence speaks of, in one round of its `each`.

    `sort` is `thing` (a body, area or group), `holder` (a post or organ) or `own-board` (the board of whichever body
    the function is of; `id` is then empty). `through` are groups inside the one named that lead to it.
    """

    sort: Sort
    id: str
    env: Env
    when: When
    span: Span
    through: tuple[str, ...] = ()


@frozen
class Expander:
    """Expands the expressions of one statement.

    `parties` are those of its `instrument`, None if it has no instrument; its sets are known by their name.
    """

    draft: Draft
    symbols: Symbols
    parties: tuple[tuple[str, When], ...] | None = None
    instrument: str = ""

    def who(self, who: ast.Who, env: Env, only_bodies: bool = False) -> Iterator[Target]:
        """Yield the targets of a who-expression; `only_bodies`: a name nobody declared was to be that of a body."""
        if isinstance(who, ast.SeatsExpr):
            raise self._several("several stand where one must", who.span, "write one clause for each of them")
        if isinstance(who, ast.HolderExpr):
            yield from self._holder(who, env, only_bodies)
        else:
            yield from self.things(who, env)

    def bodies(self, expr: ast.BodiesExpr, env: Env) -> Iterator[Target]:
        """Yield the things a list of bodies names."""
        for thing in expr.things:
            yield from self.things(thing, env)

    def things(self, thing: ast.Ref | ast.Each | ast.EachOf | ast.That, env: Env) -> Iterator[Target]:
        """Yield the bodies, areas or groups that an expression stands for."""
        match thing:
            case ast.Ref():
                yield Target("thing", self.symbols.find(thing, "body", "cluster", "area"), env, (), thing.span)
            case ast.EachOf(things=refs, span=span):
                for id_ in self.symbols.find_all(refs, "body", "cluster", "area"):
                    yield Target("thing", id_, env, (), span)
            case ast.That():
                yield Target("thing", self._bound(thing, env), env, (), thing.span)
            case ast.Each():
                out = set(self.symbols.find_all(thing.exceptions, "body", "cluster", "area"))
                for target in self._each(thing, env):
                    named = {id_ for word, id_ in target.env.items() if env.get(word) != id_}
                    if out.isdisjoint({target.id, *named, *target.through}):
                        yield target

    # ------------------------------------------------------------------------------------------------ each

    def _each(self, each: ast.Each, env: Env) -> Iterator[Target]:
        word = each.what.text
        if not each.what.quoted and word in ("party", "member"):
            pairs = self._parties(each, env) if word == "party" else self._members(each, env)
            for inner, id_, when, through in pairs:
                yield Target("thing", id_, {**inner, word: id_}, when, each.span, through)
            return
        kind = self.symbols.find(each.what, "kind")
        for inner, id_, when, through in self._of_kind(kind, each, env):
            yield Target("thing", id_, {**inner, kind: id_}, when, each.span, through)

    def _parties(self, each: ast.Each, env: Env) -> Iterator[_Way]:
        if not self.parties:
            raise self.symbols.reports.refuse(
                Diagnostic("GR210", "`each party` needs an instrument with parties", each.span, "party to what?",
                           "name the parties in the instrument: `is an agreement of each member of ...`")
            )  # fmt: skip
        for party, when in self.parties:
            yield env, party, when, ()

    def _members(self, each: ast.Each, env: Env) -> Iterator[_Way]:
        for owner in self._owners(each, env):
            if owner.id not in self.draft.groups:
                raise self._wrong(each.span, f"{display_of(self.draft, owner.id)} is no cluster and has no members")
            for member, when, through in self.draft.ways_to_members(owner.id):
                yield owner.env, member, owner.when + when, through

    def _of_kind(self, kind: str, each: ast.Each, env: Env) -> Iterator[_Way]:
        if each.of is None:
            for table in (self.draft.bodies, self.draft.areas, self.draft.groups):
                for id_ in sorted(table):
                    if self.draft.is_kind(table[id_].kind, kind):
                        yield env, id_, (), ()
            return
        for owner in self._owners(each, env):
            for id_, when, through in self._inside(owner.id):
                if self.draft.is_kind(self.draft.kind_of(id_), kind):
                    yield owner.env, id_, owner.when + when, through

    def _inside(self, owner: str) -> Iterator[tuple[str, When, tuple[str, ...]]]:
        """Yield what belongs to a body or group, and through what: its areas, members, members' areas, groups."""
        if owner not in self.draft.groups:
            for own in self.draft.areas.values():
                if own.body == owner:
                    yield own.id, (), ()
            return
        for member, when, through in self.draft.ways_to_members(owner):
            yield member, when, through
            for area, _, _ in self._inside(member):
                yield area, when, through
        for membership in self.draft.memberships:
            if membership.group == owner and membership.member in self.draft.groups:
                yield membership.member, membership.when, ()

    def _owners(self, each: ast.Each, env: Env) -> Iterator[Target]:
        if each.of is None:
            raise self._wrong(each.span, "`each member` needs to say of what: `each member of sel`")
        yield from self.things(each.of, env)

    def _bound(self, that: ast.That, env: Env) -> str:
        word = that.what.text
        if that.what.quoted or word not in ("party", "member"):
            word = self.symbols.find(that.what, "kind")
        bound = [id_ for key, id_ in env.items() if key == word or self.draft.is_kind(key, word)]
        if not bound:
            raise self.symbols.reports.refuse(
                Diagnostic("GR107", f"`that {word}` refers to nothing", that.span, "which one?",
                           f"say `each {word} ...` earlier in the sentence, or name the thing itself")
            )  # fmt: skip
        return bound[-1]

    # ------------------------------------------------------------------------------------------------ holders

    def _holder(self, who: ast.HolderExpr, env: Env, only_bodies: bool) -> Iterator[Target]:
        name = who.name
        named = self.set_named(who)
        if named in self.draft.lists:
            said = " of ".join(ref.text for ref in (name, who.owner) if isinstance(ref, ast.Ref))
            raise self._several(f"`{name.text}` are several posts", who.span,
                                f"say how many: `any 1 of {said}`, `all of {said}`")  # fmt: skip
        if named is not None:
            yield Target("holder", named, env, self.draft.defined[named], who.span)
        elif who.owner is not None:
            yield from self._owned(who, env)
        elif name.text == "board" and not name.quoted:
            yield Target("own-board", "", env, (), who.span)
        elif self._is_organ_or_post(name):
            yield Target("holder", self._alone(name), env, (), who.span)
        elif name.text == "anyone" and not name.quoted:
            raise self._wrong(name.span, "`anyone` stands only in `anyone must not exercise`")
        elif only_bodies:
            yield from self.things(name, env)
        else:
            self._refuse_foreign_set(name)
            near = [*self.symbols.owned, *(id_.split("@")[0] for id_ in (*self.draft.sets, *self.draft.lists))]
            id_ = self.symbols.find(name, "body", "cluster", "area", wanted=_ANYBODY, near=near)
            yield Target("thing", id_, env, (), name.span)

    def set_named(self, who: ast.HolderExpr) -> str | None:
        """Return the set of posts that is meant: `directors`, `directors of ckw-limits`; None if none is."""
        if who.name.quoted or isinstance(who.owner, ast.Each | ast.That):
            return None
        if who.owner is not None and not self.symbols.is_called(who.owner, "instrument"):
            return None
        instrument = self.symbols.find(who.owner, "instrument") if who.owner is not None else self.instrument
        id_ = f"{who.name.text}@{instrument}"
        if id_ in self.symbols.dropped:
            raise ResolveError
        if id_ in self.draft.sets or id_ in self.draft.lists:
            return id_
        if who.owner is None:
            return None
        known = [
            name.split("@")[0] for name in (*self.draft.sets, *self.draft.lists) if name.endswith(f"@{instrument}")
        ]
        raise self.symbols.unknown(who.name, "a set of posts", known)

    def _refuse_foreign_set(self, name: ast.Ref) -> None:
        """Refuse the bare name of a set that only other instruments define (GR101)."""
        sets = sorted(id_ for id_ in (*self.draft.sets, *self.draft.lists) if id_.startswith(f"{name.text}@"))
        if sets and not name.quoted and name.text not in self.symbols.sort_of:
            raise self.symbols.reports.refuse(
                Diagnostic("GR101", f"no set called `{name.text}` is defined here", name.span,
                           "defined in another instrument",
                           f"write {' or '.join('`' + id_.replace('@', ' of ') + '`' for id_ in sets)}")
            )  # fmt: skip

    def _is_organ_or_post(self, name: ast.Ref) -> bool:
        return name.text in self.symbols.owned and self.symbols.sort_of.get(name.text) in (None, "office")

    def _alone(self, name: ast.Ref) -> str:
        """Return the one organ of that name; a post, or one organ among several, needs its owner."""
        organs = [id_ for id_ in self.draft.organs if id_ == name.text or id_.startswith(name.text + "@")]
        if len(organs) == 1 and self.symbols.owned[name.text] == "organ":
            return organs[0]
        if name.text in self.symbols.dropped:
            raise ResolveError
        known = sorted([*organs, *(id_ for id_ in self.draft.posts if id_.startswith(name.text + "@"))])
        if not known:
            raise ResolveError
        example = known[0].replace("@", " of ")
        raise self.symbols.reports.refuse(
            Diagnostic("GR105", f"`{name.text}` needs to say whose it is", name.span, "of which body or cluster?",
                       f"write for instance `{example}`")
        )  # fmt: skip

    def _owned(self, who: ast.HolderExpr, env: Env) -> Iterator[Target]:
        assert who.owner is not None
        for owner in self.things(who.owner, env):
            yield Target("holder", self.holder_of(who.name, owner), owner.env, owner.when, who.span)

    def holder_of(self, name: ast.Ref, owner: Target) -> str:
        """Return the post or organ called `name` of a body, area or group."""
        id_ = f"{name.text}@{owner.id}"
        if id_ in self.draft.posts or id_ in self.draft.organs:
            return id_
        if name.text == "board" and not name.quoted:
            return self._board_of(name, owner)
        sort = self.symbols.owned.get(name.text)
        if name.text in self.symbols.dropped or f"{name.text}@{owner.id}" in self.symbols.dropped:
            raise ResolveError
        if sort is None or name.quoted:
            named = [n for n, s in self.symbols.shown.items() if n == name.text.casefold() and s]
            raise self.symbols.unknown(name, "a post or an organ", [*self.symbols.owned, *named])
        owners = sorted(
            id_.split("@")[1]
            for id_ in (*self.draft.posts, *self.draft.organs)
            if id_.startswith(name.text + "@") and "@" in id_
        )
        if not owners:
            raise ResolveError
        raise self.symbols.reports.refuse(
            Diagnostic("GR101", f"{display_of(self.draft, owner.id)} has no {sort} called `{name.text}`", name.span,
                       f"not declared for `{owner.id}`",
                       f"declare it (`{sort} {name.text} of {owner.id}.`); it is declared of {_listed(owners)}")
        )  # fmt: skip

    def _board_of(self, name: ast.Ref, owner: Target) -> str:
        if owner.id in self.draft.bodies and self.draft.bodies[owner.id].first_holder:
            return self.draft.bodies[owner.id].first_holder
        boards = [o.id for o in self.draft.organs.values() if owner.id in o.owners
                  and self.draft.is_kind(o.kind, "board")]  # fmt: skip
        if len(boards) == 1:
            return boards[0]
        raise self.symbols.reports.refuse(
            Diagnostic("GR101", f"{display_of(self.draft, owner.id)} has no board", name.span, "no board is declared",
                       f"declare one: `organ NAME is a board of {owner.id}.`")
        )  # fmt: skip

    def receiver(self, target: Target, own_board: str) -> str:
        """Return the post or organ that receives for a target: a body's first holder, a group's joint committee."""
        if target.sort == "own-board":
            return own_board
        if target.sort == "holder":
            return target.id
        if target.id in self.draft.bodies:
            return self.draft.bodies[target.id].first_holder
        name = display_of(self.draft, target.id)
        if target.id in self.draft.areas:
            raise self._wrong(target.span, f"{name} is part of a body and holds nothing itself; name a post of it")
        committees = self.draft.joint_committees(target.id)
        if len(committees) == 1:
            return committees[0]
        problem = "has no joint committee" if not committees else f"has {len(committees)} joint committees"
        raise self.symbols.reports.refuse(
            Diagnostic("GR201", f"{name} {problem} and cannot receive a delegation", target.span,
                       "a cluster has no legal personality",
                       f"declare `organ NAME is a joint-committee of {target.id}.` and delegate to it"
                       if not committees else f"say which: {_listed(committees)}")
        )  # fmt: skip

    def _several(self, message: str, span: Span, help_: str) -> ResolveError:
        return self.symbols.reports.refuse(Diagnostic("GR216", message, span, "which of them?", help_))

    def _wrong(self, span: Span, message: str) -> ResolveError:
        return self.symbols.reports.refuse(
            Diagnostic("GR102", message, span, "another sort of thing is needed", "name a thing of the right sort")
        )


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    shown = ", ".join(f"`{name}`" for name in names[:4])
    return shown + (f" and {len(names) - 4} more" if len(names) > 4 else "")
