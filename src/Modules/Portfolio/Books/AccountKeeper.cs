using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio.Equity;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>The books of one account in memory. They follow from its ledger alone: whoever books the same facts has the same.</summary>
internal sealed class AccountKeeper(string account)
{
    private readonly Dictionary<Symbol, Instant64> _pricedAt = [];
    private readonly HashSet<Symbol> _unpriced = [];
    private readonly Dictionary<Currency, decimal> _ownCash = [];
    private readonly Lives _lives = new(account);
    private readonly Dictionary<string, EquityTrail> _trails = new(StringComparer.Ordinal);
    private Instant64? _marked;
    private Instant64? _partsAt;
    private bool _arePartsNew;

    /// <summary>Held by whoever looks or books; bookings come from the database's writer, one after the other.</summary>
    public Lock Gate { get; } = new();

    public string AccountId => account;

    /// <summary>Null until the opening is booked.</summary>
    public SharedAccount? Shared { get; private set; }

    public LotMethod Lots { get; private set; }

    public Instant64 OpenedAt { get; private set; }

    /// <summary>Of the last row.</summary>
    public long Sequence { get; private set; }

    public string Hash { get; private set; } = LedgerRow.Root;

    public long BookSequence { get; private set; }

    /// <summary>How much was told that waits for something before it.</summary>
    public int Waiting { get; set; }

    /// <summary>How it compares with trading.</summary>
    public Agreement Agreement { get; } = new();

    public EquityTrail Trail { get; } = new();

    /// <summary>Of one of its parts; empty: of all of it.</summary>
    public EquityTrail TrailOf(string part)
    {
        if (part.Length == 0) return Trail;
        if (!_trails.TryGetValue(part, out var trail)) _trails.Add(part, trail = new());
        return trail;
    }

    /// <summary>What was booked here and not told by trading, so that the two can be compared.</summary>
    public IReadOnlyDictionary<Currency, decimal> OwnCash => _ownCash;

    /// <summary>Books a fact and says what is to be written down.</summary>
    /// <exception cref="ArgumentException">The fact cannot be.</exception>
    public Booking Book(BookedFact fact, long? bookSequence, string reference)
    {
        var sequence = Sequence + 1;
        var ofParts = NoteParts(fact.Time);
        var kept = fact.Kind == FactKind.Opening ? Open(fact) : BookFact(fact);
        var row = LedgerRow.Chain(account, sequence, bookSequence, kept, reference, EntryText.Write(LinesOf(fact)), Hash);
        Move(row);
        return new(row, LivesOf(fact, sequence), ClosedBy(fact, sequence), [.. ofParts, .. Note(fact.Time, EquityPoint.Whole)]);
    }

    /// <summary>Books a row that is in the ledger already.</summary>
    /// <exception cref="InvalidDataException">It does not follow the row before, or is no longer what was booked.</exception>
    public Booking Repeat(LedgerRow row)
    {
        if (row.Sequence != Sequence + 1 || row.Previous != Hash) throw new InvalidDataException($"Row {row.Sequence} does not follow row {Sequence}.");
        if (row.HashNow() != row.Hash) throw new InvalidDataException($"Row {row.Sequence} is not what its hash says.");

        var fact = FactText.Read(row.Fact);
        if (fact.Kind == FactKind.Opening) Open(fact);
        else BookFact(fact);

        var again = row with { Entries = EntryText.Write(LinesOf(fact)) };
        Move(row);
        return new(again, LivesOf(fact, row.Sequence), ClosedBy(fact, row.Sequence), Note(fact.Time, EquityPoint.Whole));
    }

    /// <summary>Takes note of a price, unless a newer one is known.</summary>
    public void Mark(Symbol symbol, decimal price, Instant64 at)
    {
        if (Shared is null || !Shared.Whole.Knows(symbol) || (_pricedAt.TryGetValue(symbol, out var before) && before >= at)) return;

        _pricedAt[symbol] = at;
        _unpriced.Remove(symbol);
        if (_marked is not { } last || at > last) _marked = at;
        Shared.Mark(symbol, (double)price);
    }

    /// <summary>A day has begun in which nothing is held whose price could say so: what was gained and lost before is another day's.</summary>
    public void BeginDay(Instant64 now)
    {
        if (Shared is null || Trail.Last is not { } last || EquityTrail.DayOf(now) <= EquityTrail.DayOf(last.At)) return;
        if (Shared.Whole.Positions.All(position => position.IsFlat)) _marked = now;
    }

    public Instant64? PricedAt(Symbol symbol) => _pricedAt.TryGetValue(symbol, out var at) ? at : null;

    /// <summary>When the oldest price of what is held was seen.</summary>
    public Instant64? OldestPrice() => OldestPrice(Shared!.Whole);

    private Instant64? OldestPrice(AccountBook book)
    {
        Instant64? oldest = null;
        foreach (var position in book.Positions)
            if (!position.IsFlat && PricedAt(position.Instrument.Symbol) is { } at && (oldest is null || at < oldest)) oldest = at;
        return oldest;
    }

    /// <summary>What was written down of its equity last. Facts that were booked anew are marked with the prices of fills, and say nothing of what it was worth: what is held has no price until the market, or another fill, tells one.</summary>
    public void GoOn(IReadOnlyList<EquityPoint> written)
    {
        if (Shared is not null) _unpriced.UnionWith(Shared.Whole.Positions.Where(position => !position.IsFlat).Select(position => position.Instrument.Symbol));
        foreach (var last in written) TrailOf(last.Part).GoOn(last);
        (_partsAt, _arePartsNew) = (null, false);
    }

    /// <summary>The points of the whole, or of a part, that are not over yet.</summary>
    public IReadOnlyList<EquityPoint> PointsNow(string part) => part.Length == 0 || _partsAt is not { } at ? TrailOf(part).Peek() : Point(at, part) is { } now ? TrailOf(part).Preview(now) : [];

    /// <summary>Before something is booked in another minute: what the parts had in the last one. Not at every fact, as there may be many parts.</summary>
    private List<EquityPoint> NoteParts(Instant64 next)
    {
        if (!IsShared || _partsAt is not { } at || EquityTrail.MinuteOf(at) == EquityTrail.MinuteOf(next)) return [];
        return [.. Shared!.Parts.Keys.SelectMany(part => Note(at, part))];
    }

    /// <returns>The points that are final now.</returns>
    private IReadOnlyList<EquityPoint> Note(Instant64 time, string part)
    {
        if (part.Length == 0) (_partsAt, _arePartsNew) = (time, true);
        return Point(time, part) is { } point ? TrailOf(part).Note(point) : [];
    }

    private EquityPoint? Point(Instant64 time, string part)
    {
        var book = part.Length == 0 ? Shared?.Whole : Shared?.Parts.GetValueOrDefault(part);
        if (book is not { Equity: { } equity } || (_unpriced.Count > 0 && book.Positions.Any(position => !position.IsFlat && _unpriced.Contains(position.Instrument.Symbol)))) return null;
        var cash = part.Length == 0 ? book.Account.Cash : Shared!.CashOf(part, book.Account.Currency);
        return new(account, "m", time, time, decimal.Round(equity, 8), cash, book.Capital, 0m, OldestPrice(book), part);
    }

    // One part alone is the whole.
    private bool IsShared => Shared is { Parts.Count: > 1 };

    /// <summary>Whether there is equity that is not written down yet.</summary>
    public bool HasNews => _marked is not null || Trail.IsNew || _trails.Values.Any(trail => trail.IsNew);

    /// <summary>The points that prices have made since the last time, and those that are not over yet.</summary>
    public IReadOnlyList<EquityPoint> NoteMarks()
    {
        List<EquityPoint> points = [];
        if (_marked is { } at) points.AddRange(Note(at, EquityPoint.Whole));
        if (IsShared && _arePartsNew && _partsAt is { } last) points.AddRange(Shared!.Parts.Keys.SelectMany(part => Note(last, part)));
        (_marked, _arePartsNew) = (null, false);
        foreach (var trail in _trails.Values.Prepend(Trail)) points.AddRange(trail.Flush());
        return points;
    }

    private BookedFact Open(BookedFact fact)
    {
        (Shared, Lots, OpenedAt) = (new(fact), fact.Lots ?? LotMethod.Average, fact.Time);
        return fact;
    }

    private BookedFact BookFact(BookedFact fact)
    {
        if (Shared is null) throw new InvalidDataException($"The ledger of {account} does not begin with its opening.");

        // An instrument stands in the ledger once: where the account meets it.
        var met = fact.Instrument is { } instrument && !Shared.Whole.Knows(instrument.Symbol) ? FactText.Bare(instrument) : null;
        var kept = fact.Kind == FactKind.Rename ? fact with { Instrument = FactText.Bare(fact.Instrument!) } : fact with { Instrument = met };
        Shared.Book(kept);
        if (fact is not { Symbol: { } symbol, Kind: FactKind.Trade or FactKind.Holding or FactKind.Expiry }) return kept;

        _unpriced.Remove(symbol);
        if (!_pricedAt.TryGetValue(symbol, out var at) || at < fact.Time) _pricedAt[symbol] = fact.Time;
        return kept;
    }

    private void Move(LedgerRow row)
    {
        (Sequence, Hash) = (row.Sequence, row.Hash);
        if (row.BookSequence is { } told) BookSequence = told;
        else foreach (var entry in Shared!.Whole.Entries.Where(entry => entry.Account == LedgerAccount.Cash)) _ownCash[entry.Currency] = _ownCash.GetValueOrDefault(entry.Currency) + entry.Amount;
    }

    private IEnumerable<LedgerLine> LinesOf(BookedFact fact) => fact.Kind switch
    {
        FactKind.Opening => [],
        FactKind.Transfer =>
        [
            new(LedgerAccount.Cash, fact.Currency!.Value, -fact.Amount!.Value, null, fact.Part ?? SharedAccount.Unassigned),
            new(LedgerAccount.Cash, fact.Currency.Value, fact.Amount.Value, null, fact.ToPart),
        ],
        _ => Shared!.Whole.Entries.Select(entry => new LedgerLine(entry.Account, entry.Currency, entry.Amount, entry.Instrument < 0 ? null : Shared.Whole.Positions[entry.Instrument].Instrument.Symbol, null)),
    };

    private List<Life> LivesOf(BookedFact fact, long sequence)
    {
        var changed = new List<Life>(1);
        if (fact.Symbol is { } symbol && Shared!.Whole.PositionOf(symbol) is { } position) changed.AddRange(_lives.Follow(position, sequence, fact.Time));
        if (fact is { Kind: FactKind.Rename, Instrument: { } into } && Shared!.Whole.PositionOf(into.Symbol) is { } next) changed.AddRange(_lives.Follow(next, sequence, fact.Time));
        return changed;
    }

    private IReadOnlyList<ClosedLotRow> ClosedBy(BookedFact fact, long sequence)
    {
        if (fact.Kind is FactKind.Opening or FactKind.Transfer || Shared!.Whole.ClosedLots is not { Count: > 0 } closed) return [];
        return [.. closed.Select((lot, index) => ClosedLotRow.Of(account, sequence, index, fact.Symbol!.Value, lot, Shared.Whole.PositionOf(fact.Symbol.Value)!.Instrument.Currency))];
    }
}

/// <summary>What a fact came to: the row, and what follows from it.</summary>
internal sealed record Booking(LedgerRow Row, IReadOnlyList<Life> Lives, IReadOnlyList<ClosedLotRow> ClosedLots, IReadOnlyList<EquityPoint> Points);

/// <summary>A closed lot, as the table has it.</summary>
internal sealed record ClosedLotRow(string AccountId, long Sequence, long Number, string Symbol, long Lot, Instant64 OpenedAt, Instant64 ClosedAt, decimal Quantity, decimal Proceeds, decimal Cost, Currency Currency)
{
    public static ClosedLotRow Of(string account, long sequence, long number, Symbol symbol, ClosedLot lot, Currency currency) =>
        new(account, sequence, number, symbol.ToString(), lot.Lot, lot.OpenedAt, lot.ClosedAt, lot.Quantity, lot.Proceeds, lot.Cost, currency);
}
