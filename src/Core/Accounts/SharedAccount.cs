using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Accounts;

/// <summary>An account that several strategies share: the books of the whole, and of each part as if it were alone. Cash, quantities and profit of the parts add up to the whole's, whatever nets at the venue.</summary>
/// <remarks>Where parts hold one instrument at different costs, the whole realises other profits than they do; cost less realised profit is the same, so the difference is one number an instrument, its earlier tickers included: <see cref="NettingOf"/>.</remarks>
public sealed class SharedAccount
{
    /// <summary>The part of what no strategy owns.</summary>
    public const string Unassigned = "unassigned";

    /// <summary>Nothing real comes to more, and sums of it can still be held exactly.</summary>
    private const decimal Most = 1_000_000_000_000_000m;

    private readonly BookedFact _opening;
    private readonly SortedDictionary<string, AccountBook> _parts = new(StringComparer.Ordinal);

    /// <param name="opening">Its currency, kind, leverage and lots.</param>
    public SharedAccount(BookedFact opening)
    {
        _opening = opening;
        Whole = Open();
        _parts.Add(Unassigned, Open());
    }

    public AccountBook Whole { get; }

    public IReadOnlyDictionary<string, AccountBook> Parts => _parts;

    /// <summary>By how much the parts' cost, and equally their realised profit, differs from the whole's.</summary>
    public decimal NettingOf(Symbol symbol) => (Whole.PositionOf(symbol)?.RealizedPnl ?? 0m) - _parts.Values.Sum(part => part.PositionOf(symbol)?.RealizedPnl ?? 0m);

    /// <summary>Cash that the whole has been paid for margined positions that netted, while parts hold theirs open.</summary>
    public decimal NettedCash(Currency currency) =>
        Whole.Positions.Where(position => position.Instrument.IsMargined && position.Instrument.Currency == currency).Sum(position => NettingOf(position.Instrument.Symbol));

    /// <summary>The cash of a part. What was paid for netted positions is with what nobody owns until the parts close theirs, so that the parts add up to the whole.</summary>
    public decimal CashOf(string part, Currency currency) => _parts[part].Account.CashOf(currency) + (part == Unassigned ? NettedCash(currency) : 0m);

    /// <summary>Why a fact cannot be booked; null when it can. What a venue or a person tells is asked here first.</summary>
    public string? FaultOf(BookedFact fact)
    {
        if (fact.Symbol is { } symbol && !Whole.Knows(symbol) && fact.Instrument?.Symbol != symbol) return $"{symbol} was never dealt with in this account.";
        return fact switch
        {
            { Kind: FactKind.Opening } => "An account is opened once.",
            { Kind: FactKind.Trade, Symbol: { }, Quantity: { } quantity, Price: { }, Fee: { }, FeeCurrency: { } } =>
                quantity == 0m ? "A trade has a quantity." : fact.Closes is { } lots && LotNumbers.Read(lots) is null ? $"'{lots}' names no lots." : null,
            { Kind: FactKind.Holding, Symbol: { }, Quantity: { } quantity, Price: { } } => quantity == 0m ? "A holding has a quantity." : null,
            { Kind: FactKind.Cash, Amount: { }, Currency: { } } => null,
            { Kind: FactKind.Transfer, Amount: { } amount, Currency: { }, ToPart: { } to } => amount <= 0m ? "An amount is above 0." : to == (fact.Part ?? Unassigned) ? "Money goes from one to another." : null,
            { Kind: FactKind.Conversion, Amount: { } amount, Currency: { } from, Received: { } received, ReceivedCurrency: { } into } =>
                amount <= 0m || received <= 0m ? "An amount is above 0." : from == into ? "Money is converted into another currency." : null,
            { Kind: FactKind.Interest or FactKind.Borrow or FactKind.Funding or FactKind.Fee or FactKind.Dividend, Amount: { }, Currency: { } } => null,
            { Kind: FactKind.Split, Symbol: { } split, Factor: { } factor, Price: { } price } => factor <= 0m || price < 0m ? "A factor is above 0, and a price not below." : Whole.PositionOf(split)!.Instrument.IsMargined ? $"{split} is no share that could be split." : null,
            { Kind: FactKind.Rename, Symbol: { } left, Instrument: { } into } => RenameFault(left, into),
            { Kind: FactKind.Expiry, Symbol: { }, Price: { } } => null,
            _ => $"A fact of kind {fact.Kind} lacks something.",
        };
    }

    /// <summary>Why a fact that can be booked would come to figures that nothing real comes to; null when it would not. What a person enters is asked here; a venue's facts are what they are.</summary>
    public string? ExcessOf(BookedFact fact)
    {
        try
        {
            return fact.Kind == FactKind.Split ? SplitExcess(fact) : CashExcess(fact.Currency, fact.Amount) ?? CashExcess(fact.ReceivedCurrency, fact.Received);
        }
        catch (OverflowException)
        {
            return "This comes to more than can be counted.";
        }
    }

    /// <exception cref="ArgumentException"><see cref="FaultOf"/> says why.</exception>
    public void Book(BookedFact fact)
    {
        if (FaultOf(fact) is { } fault) throw new ArgumentException(fault, nameof(fact));

        if (fact.Instrument is { } met) Meet(met);
        Whole.Begin(fact.Symbol);
        switch (fact.Kind)
        {
            case FactKind.Trade: Trade(fact); break;
            case FactKind.Holding: Everywhere(fact, book => book.Put(fact.Symbol!.Value, fact.Quantity!.Value, fact.Price!.Value, fact.Time)); break;
            case FactKind.Cash: Everywhere(fact, book => book.Account.Adjust(new(fact.Amount!.Value, fact.Currency!.Value), fact.Time)); break;
            case FactKind.Conversion: Everywhere(fact, book => book.Account.Exchange(new(fact.Amount!.Value, fact.Currency!.Value), new(fact.Received!.Value, fact.ReceivedCurrency!.Value), new(fact.Fee ?? 0m, fact.FeeCurrency ?? fact.ReceivedCurrency.Value), fact.Time)); break;
            case FactKind.Transfer: Transfer(fact); break;
            case FactKind.Split: Split(fact); break;
            case FactKind.Rename: Rename(fact); break;
            case FactKind.Expiry: Expire(fact); break;
            default: Earn(fact); break;
        }

        if (fact.Symbol is { } symbol) Share(symbol);
        if (fact.Instrument is { } instrument) Share(instrument.Symbol);
    }

    /// <summary>Takes note of a price.</summary>
    public void Mark(Symbol symbol, double price)
    {
        Whole.Mark(symbol, price);
        foreach (var part in _parts.Values) part.Mark(symbol, price);
    }

    /// <summary>What a fact that only earns or costs is booked against.</summary>
    internal static LedgerAccount AccountOf(FactKind kind) => kind switch
    {
        FactKind.Dividend => LedgerAccount.Dividends,
        FactKind.Interest => LedgerAccount.Interest,
        FactKind.Borrow => LedgerAccount.Borrow,
        FactKind.Funding => LedgerAccount.Funding,
        _ => LedgerAccount.Fees,
    };

    // Every part knows every instrument and its price, so that rates are the same for all.
    private void Meet(Instrument instrument)
    {
        Whole.Add(instrument);
        foreach (var part in _parts.Values) part.Add(instrument);
    }

    private void Share(Symbol symbol)
    {
        if (Whole.PriceOf(symbol) is { } price) Mark(symbol, (double)price);
    }

    private void Trade(BookedFact fact)
    {
        var named = LotNumbers.Read(fact.Closes);
        var part = PartOf(fact.Part, fact.Symbol);
        var namedOfPart = named is null ? null : LotsOf(part, fact.Symbol!.Value, named);
        Trade(Whole, named);
        Trade(part, namedOfPart);

        void Trade(AccountBook book, IReadOnlyList<long>? lots) => book.Trade(fact.Symbol!.Value, fact.Quantity!.Value, fact.Price!.Value, fact.Fee!.Value, fact.FeeCurrency!.Value, lots, fact.Time);
    }

    /// <summary>The lots of a part that are those of the whole by other numbers: opened at the same moment and, of several, at the nearest cost.</summary>
    private List<long> LotsOf(AccountBook part, Symbol symbol, IReadOnlyList<long> named)
    {
        var left = (part.PositionOf(symbol)?.Lots ?? []).ToList();
        var found = new List<long>(named.Count);
        foreach (var number in named)
        {
            if ((Whole.PositionOf(symbol)?.Lots ?? []).FirstOrDefault(lot => lot.Id == number) is not { Id: > 0 } lot) continue;
            if (left.Where(one => one.OpenedAt == lot.OpenedAt).OrderBy(one => Math.Abs(one.UnitCost - lot.UnitCost)).FirstOrDefault() is not { Id: > 0 } own) continue;
            left.Remove(own);
            found.Add(own.Id);
        }

        return found;
    }

    private void Everywhere(BookedFact fact, Action<AccountBook> book)
    {
        book(Whole);
        book(PartOf(fact.Part, fact.Symbol));
    }

    private void Transfer(BookedFact fact)
    {
        var (from, to) = (PartOf(fact.Part, null), PartOf(fact.ToPart, null));
        from.Account.Adjust(new(-fact.Amount!.Value, fact.Currency!.Value), fact.Time);
        to.Account.Adjust(new(fact.Amount.Value, fact.Currency.Value), fact.Time);
    }

    /// <summary>What an instrument pays or costs goes to those who hold it; the last takes what rounding left.</summary>
    private void Earn(BookedFact fact)
    {
        var (account, amount, symbol) = (AccountOf(fact.Kind), new Money(fact.Amount!.Value, fact.Currency!.Value), fact.Symbol);
        Whole.Earn(account, symbol, amount, fact.Time);
        var shares = fact.Part is null && symbol is { } named ? SharesOf(fact, named, amount) : [];
        if (shares.Count == 0)
        {
            PartOf(fact.Part, symbol).Earn(account, symbol, amount, fact.Time);
            return;
        }

        var left = amount.Amount;
        for (var index = 0; index < shares.Count; index++)
        {
            var (book, share) = index == shares.Count - 1 ? (shares[index].Book, left) : shares[index];
            book.Earn(account, symbol, amount with { Amount = share }, fact.Time);
            left -= share;
        }
    }

    private IReadOnlyList<(AccountBook Book, decimal Share)> SharesOf(BookedFact fact, Symbol symbol, Money amount)
    {
        var holders = Holders(symbol);
        return fact is { Kind: FactKind.Dividend, Price: { } perShare }
            ? [.. holders.Select(one => (one.Book, one.Book.PositionOf(symbol)!.DividendOf(perShare)))]
            : FactShares.Of(fact.Kind, amount, holders);
    }

    /// <summary>Parts are divided exactly; what the whole settles in cash, the largest holder settles.</summary>
    private void Split(BookedFact fact)
    {
        var (symbol, currency) = (fact.Symbol!.Value, Whole.PositionOf(fact.Symbol.Value)!.Instrument.Currency);
        var holders = Holders(symbol);
        Whole.Split(symbol, fact.Factor!.Value, fact.Price!.Value, fact.Time);
        var paid = Whole.Entries.Where(entry => entry.Account == LedgerAccount.Cash).Sum(entry => entry.Amount);
        foreach (var (book, _) in holders)
        {
            var before = book.Account.CashOf(currency);
            book.Divide(symbol, fact.Factor.Value, fact.Price.Value, fact.Time);
            paid -= book.Account.CashOf(currency) - before;
        }

        var over = Whole.PositionOf(symbol)!.Quantity - _parts.Values.Sum(part => part.PositionOf(symbol)?.Quantity ?? 0m);
        if (over != 0m || paid != 0m) (holders.Count > 0 ? holders[^1].Book : PartOf(null, symbol)).SettleAt(symbol, over, -paid, fact.Time);
    }

    private void Rename(BookedFact fact)
    {
        var (from, to) = (fact.Symbol!.Value, fact.Instrument!.Symbol);
        Whole.Rename(from, to, fact.Time);
        foreach (var (book, _) in Holders(from)) book.Rename(from, to, fact.Time);
    }

    private void Expire(BookedFact fact)
    {
        var symbol = fact.Symbol!.Value;
        var holders = Holders(symbol);
        Whole.SettleExpiry(symbol, fact.Price!.Value, fact.Time);
        foreach (var (book, _) in holders) book.SettleExpiry(symbol, fact.Price.Value, fact.Time);
    }

    private string? RenameFault(Symbol left, Instrument into)
    {
        var from = Whole.PositionOf(left)!.Instrument;
        if (into.Symbol == left) return "A ticker changes into another.";
        if (from.Currency != into.Currency || from.Multiplier != into.Multiplier || from.IsMargined != into.IsMargined) return $"{left} cannot go on as {into.Symbol}, which is counted differently.";
        return _parts.Values.Append(Whole).Any(book => book.PositionOf(into.Symbol) is { IsFlat: false }) ? $"{left} cannot go on as {into.Symbol}, which is held already." : null;
    }

    private string? SplitExcess(BookedFact fact)
    {
        var (symbol, factor) = (fact.Symbol!.Value, fact.Factor!.Value);
        var price = Math.Max(fact.Price!.Value, Math.Abs(Whole.PriceOf(symbol) ?? 0m));
        var held = _parts.Values.Append(Whole).Select(book => book.PositionOf(symbol)).OfType<Position>();
        return price * factor > Most || held.Any(one => Math.Abs(one.Quantity) / factor > Most || Math.Abs(one.AveragePrice) * factor > Most || Math.Abs(one.WorthAt(price)) > Most)
            ? $"After this split a quantity, a price or a worth of {symbol} would be above {Most:0}."
            : null;
    }

    private string? CashExcess(Currency? currency, decimal? amount) =>
        currency is { } named && _parts.Values.Append(Whole).Any(book => Math.Abs(book.Account.CashOf(named)) + Math.Abs(amount ?? 0m) > Most) ? $"There would be more than {Most:0} {named}." : null;

    /// <summary>Who holds it, those with the least first.</summary>
    private List<(AccountBook Book, decimal Quantity)> Holders(Symbol symbol)
    {
        var holders = _parts.Values.Select(part => (Book: part, Quantity: part.PositionOf(symbol)?.Quantity ?? 0m)).Where(one => one.Quantity != 0m).OrderBy(one => Math.Abs(one.Quantity)).ToList();
        foreach (var (book, _) in holders) book.Begin(symbol);
        return holders;
    }

    private AccountBook PartOf(string? name, Symbol? symbol)
    {
        if (!_parts.TryGetValue(name ?? Unassigned, out var part)) _parts.Add(name!, part = OpenPart());
        part.Begin(symbol);
        return part;
    }

    private AccountBook OpenPart()
    {
        var part = Open();
        foreach (var position in Whole.Positions)
        {
            part.Add(position.Instrument);
            if (Whole.PriceOf(position.Instrument.Symbol) is { } price) part.Mark(position.Instrument.Symbol, (double)price);
        }

        return part;
    }

    private AccountBook Open() => new(_opening.Currency ?? throw new ArgumentException("An opening names the account's currency."), _opening.AccountKind ?? AccountKind.Cash, _opening.Leverage ?? 1m, _opening.Lots ?? LotMethod.Average, _opening.Time);
}
