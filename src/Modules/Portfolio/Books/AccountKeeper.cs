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
    private readonly Dictionary<Currency, decimal> _ownCash = [];
    private readonly Lives _lives = new(account);
    private Instant64? _marked;

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

    public EquityTrail Trail { get; } = new(account);

    /// <summary>What was booked here and not told by trading, so that the two can be compared.</summary>
    public IReadOnlyDictionary<Currency, decimal> OwnCash => _ownCash;

    /// <summary>Books a fact and says what is to be written down.</summary>
    /// <exception cref="ArgumentException">The fact cannot be.</exception>
    public Booking Book(BookedFact fact, long? bookSequence, string reference)
    {
        var sequence = Sequence + 1;
        var kept = fact.Kind == FactKind.Opening ? Open(fact) : BookFact(fact);
        var row = LedgerRow.Chain(account, sequence, bookSequence, kept, reference, EntryText.Write(LinesOf(fact)), Hash);
        Move(row);
        return new(row, LivesOf(fact, sequence), ClosedBy(fact, sequence), Note(fact.Time));
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
        return new(again, LivesOf(fact, row.Sequence), ClosedBy(fact, row.Sequence), Note(fact.Time));
    }

    /// <summary>Takes note of a price, unless a newer one is known.</summary>
    public void Mark(Symbol symbol, decimal price, Instant64 at)
    {
        if (Shared is null || !Shared.Whole.Knows(symbol) || (_pricedAt.TryGetValue(symbol, out var before) && before >= at)) return;

        _pricedAt[symbol] = at;
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
    public Instant64? OldestPrice()
    {
        Instant64? oldest = null;
        foreach (var position in Shared!.Whole.Positions)
            if (!position.IsFlat && PricedAt(position.Instrument.Symbol) is { } at && (oldest is null || at < oldest)) oldest = at;
        return oldest;
    }

    /// <summary>A point of equity at this moment; the points that are final now.</summary>
    public IReadOnlyList<EquityPoint> Note(Instant64 time)
    {
        if (Shared?.Whole is not { Equity: { } equity } whole) return [];
        return Trail.Note(time, decimal.Round(equity, 8), whole.Account.Cash, whole.Capital, OldestPrice());
    }

    /// <summary>Whether there is equity that is not written down yet.</summary>
    public bool HasNews => _marked is not null || Trail.IsNew;

    /// <summary>The points that prices have made since the last time, and those that are not over yet.</summary>
    public IReadOnlyList<EquityPoint> NoteMarks()
    {
        var over = _marked is { } at ? Note(at) : [];
        _marked = null;
        return [.. over, .. Trail.Flush()];
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
        if (fact is { Symbol: { } symbol, Kind: FactKind.Trade or FactKind.Holding or FactKind.Expiry } && (!_pricedAt.TryGetValue(symbol, out var at) || at < fact.Time)) _pricedAt[symbol] = fact.Time;
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
