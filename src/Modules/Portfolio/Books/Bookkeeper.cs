using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Books what trading tells, each fact once and in the order of its book sequence, whatever the order or number of its telling.</summary>
internal sealed class Bookkeeper(Shelf shelf, HeadAnchors anchors, ILogger<Bookkeeper> log)
{
    public Handlers Handlers => new Handlers()
        .On<AccountOpened>((writing, opened, envelope) => Surely(() => Open(writing, opened.Account, envelope.Id.ToString("D"))))
        .On<AccountChanged>((writing, changed, _) => AccountStore.Keep(writing, changed.Account))
        .On<TradeExecuted>((writing, trade, envelope) => Surely(() => Hear(writing, trade.Execution.AccountId, trade.BookSequence, FactOf(trade), envelope)))
        .On<CashMoved>((writing, cash, envelope) => Surely(() => Hear(writing, cash.AccountId, cash.BookSequence, FactOf(cash), envelope)))
        .On<CashBooked>((writing, cash, envelope) => Surely(() => Hear(writing, cash.AccountId, cash.BookSequence, FactOf(cash), envelope)))
        .On<PositionMoved>((writing, moved, envelope) => Surely(() => Hear(writing, moved.AccountId, moved.BookSequence, FactOf(moved), envelope)))
        .On<PositionSplit>((writing, split, envelope) => Surely(() => Hear(writing, split.AccountId, split.BookSequence, FactOf(split), envelope)))
        .On<DividendReceived>((writing, dividend, envelope) => Surely(() => Hear(writing, dividend.AccountId, dividend.BookSequence, FactOf(dividend), envelope)));

    /// <summary>Books a fact of our own: what was asked for under one key is booked once.</summary>
    /// <param name="look">Says why not, for a reason that the books alone do not know.</param>
    /// <returns>Why it cannot be; null when it is booked.</returns>
    public PortfolioRefusal? BookOwn(Writing writing, string account, BookedFact fact, string? key, Func<AccountKeeper, PortfolioRefusal?>? look = null)
    {
        PortfolioRefusal? refusal = null;
        Surely(() => refusal = TryBookOwn(writing, account, fact, key, look));
        return refusal;
    }

    private PortfolioRefusal? TryBookOwn(Writing writing, string account, BookedFact fact, string? key, Func<AccountKeeper, PortfolioRefusal?>? look)
    {
        if (shelf.Current(writing, account) is not { } keeper) return shelf.NoBooks(account);
        var reference = "own:" + (key ?? Guid.CreateVersion7(fact.Time.ToInstant().ToDateTimeOffset()).ToString("D"));
        lock (keeper.Gate)
        {
            if (keeper.Shared is null) return Refusals.Account(account);
            if (writing.Accounts(account) is [{ ClosedAt: not null }]) return Refusals.Closed(account);
            if (key is not null && writing.RequestOf(account, key) is { } sequence)
                return FactText.Read(writing.Rows(account, sequence - 1, 1)[0].Fact) with { Time = fact.Time } == fact ? null : Refusals.KeyReused;
            if ((keeper.Shared.FaultOf(fact) ?? keeper.Shared.ExcessOf(fact)) is { } fault) return new("cannot-be-booked", fault);
            if (look?.Invoke(keeper) is { } refusal) return refusal;

            Keep(writing, keeper, fact, null, reference);
            if (key is not null) writing.Execute("insert into requests (account_id, key, sequence) values (@account, @key, @Sequence)", new { account, key, keeper.Sequence });
            return null;
        }
    }

    // What fails is undone in the database, and must not stay in memory.
    private void Surely(Action book)
    {
        try
        {
            book();
        }
        catch
        {
            shelf.Doubt();
            throw;
        }
    }

    private void Open(Writing writing, AccountView account, string reference)
    {
        AccountStore.Keep(writing, account);
        if (shelf.Current(writing, account.AccountId) is not { } keeper) return;
        lock (keeper.Gate)
        {
            if (keeper.Sequence > 0) return;

            anchors.Begin(account.AccountId);
            Keep(writing, keeper, new(FactKind.Opening, account.OpenedAt) { Currency = account.Currency, AccountKind = account.Kind, Leverage = account.Leverage, Lots = AccountStore.LotsOf(account) }, null, reference);
            BookWaiting(writing, keeper);
        }
    }

    private void Hear(Writing writing, string account, long bookSequence, BookedFact fact, Envelope envelope)
    {
        var reference = envelope.Id.ToString("D");
        if (shelf.Current(writing, account) is not { } keeper)
        {
            // It is kept until the ledger is what it was.
            writing.Wait(account, bookSequence, reference, fact);
            return;
        }

        lock (keeper.Gate)
        {
            if (bookSequence <= keeper.BookSequence)
            {
                CheckRepeated(writing, account, bookSequence, fact, envelope);
                return;
            }

            if (keeper.Shared is null || bookSequence > keeper.BookSequence + 1)
            {
                writing.Wait(account, bookSequence, reference, fact);
                keeper.Waiting = (int)writing.CountWaiting(account);
                // What waited for a damaged ledger to be mended.
                if (keeper.Shared is not null) BookWaiting(writing, keeper);
                return;
            }

            if (TryKeep(writing, keeper, fact, bookSequence, reference)) BookWaiting(writing, keeper);
        }
    }

    private void BookWaiting(Writing writing, AccountKeeper keeper)
    {
        if (keeper.Waiting == 0) return;
        while (writing.TakeWaiting(keeper.AccountId, keeper.BookSequence + 1) is { } next)
            if (!TryKeep(writing, keeper, FactText.Read(next.Fact), keeper.BookSequence + 1, next.Reference)) return;
        keeper.Waiting = (int)writing.CountWaiting(keeper.AccountId);
    }

    /// <summary>What trading told has happened, also where it cannot be booked: it waits then, and its account is put aside, so that all others go on.</summary>
    private bool TryKeep(Writing writing, AccountKeeper keeper, BookedFact fact, long bookSequence, string reference)
    {
        if (UnbookableFact.TryBook(keeper, fact, bookSequence, reference, out var booking) is { } fault)
        {
            writing.Wait(keeper.AccountId, bookSequence, reference, fact);
            shelf.PutAside(keeper.AccountId, fault);
            return false;
        }

        Keep(writing, keeper, booking!);
        return true;
    }

    private void Keep(Writing writing, AccountKeeper keeper, BookedFact fact, long? bookSequence, string reference) => Keep(writing, keeper, keeper.Book(fact, bookSequence, reference));

    private void Keep(Writing writing, AccountKeeper keeper, Booking booking)
    {
        writing.Keep(booking);
        writing.FaultsOf(keeper.AccountId).Reach("ledger-booked");
        anchors.Wake(keeper.AccountId, keeper.Sequence);
    }

    /// <summary>The same told again is nothing new; something else under its number is, and books are never changed for it.</summary>
    private void CheckRepeated(Writing writing, string account, long bookSequence, BookedFact fact, Envelope envelope)
    {
        if (writing.RowTold(account, bookSequence) is not { } row || row.Reference == envelope.Id.ToString("D")) return;
        if (FactText.Read(row.Fact) with { Instrument = null } == fact with { Instrument = null }) return;

        var message = $"Trading tells another fact {bookSequence} of {account} than the one in the books (event {envelope.Id} against {row.Reference}). It was not booked.";
        log.LogError("{Message}", message);
        writing.Tell(account, new BooksDisagree(account, [], message, envelope.Time));
    }

    private static BookedFact FactOf(TradeExecuted trade) => new(FactKind.Trade, trade.Execution.Time)
    {
        Part = trade.Execution.Strategy,
        Symbol = trade.Execution.Symbol,
        Instrument = trade.Instrument,
        Quantity = trade.Execution.Side == OrderSide.Buy ? trade.Execution.Quantity.Value : -trade.Execution.Quantity.Value,
        Price = trade.Execution.Price.Value,
        Fee = trade.Execution.Fee,
        FeeCurrency = trade.Execution.FeeCurrency,
        Closes = LotNumbers.Write(trade.Lots),
        Note = trade.Execution.ExecutionId,
    };

    private static BookedFact FactOf(CashMoved cash) => new(FactKind.Cash, cash.Time) { Currency = cash.Currency, Amount = cash.Amount, Note = NoteOf(cash.Kind, cash.Note) };

    private static BookedFact FactOf(CashBooked cash) => new(cash.Kind, cash.Time)
    {
        Part = cash.Part,
        Symbol = cash.Instrument?.Symbol,
        Instrument = cash.Instrument,
        Amount = cash.Amount,
        Currency = cash.Currency,
        Received = cash.Received,
        ReceivedCurrency = cash.ReceivedCurrency,
        Note = cash.Note,
    };

    private static BookedFact FactOf(PositionMoved moved) => new(FactKind.Holding, moved.Time)
    {
        Symbol = moved.Instrument.Symbol,
        Instrument = moved.Instrument,
        Quantity = moved.Quantity,
        Price = moved.Price.Value,
        Note = NoteOf(moved.Kind, moved.Note),
    };

    private static BookedFact FactOf(PositionSplit split) => new(FactKind.Split, split.Time) { Symbol = split.Symbol, Factor = split.Factor, Price = split.ReferenceClose.Value };

    private static BookedFact FactOf(DividendReceived dividend) => new(FactKind.Dividend, dividend.Time) { Symbol = dividend.Symbol, Amount = dividend.Amount, Currency = dividend.Currency, Price = dividend.PerShare };

    private static string NoteOf(string kind, string? note) => note is null ? kind : $"{kind}: {note}";
}
