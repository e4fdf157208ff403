using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Books fills and whatever else moves an account: each once, whoever tells it and however often.</summary>
internal static class BookKeeping
{
    /// <summary>A fill that the venue tells. False when it is known already.</summary>
    /// <param name="live">Its order; null where nobody here placed or adopted it.</param>
    public static bool Book(Step step, VenueExecution told, LiveOrder? live, Instrument instrument)
    {
        var state = step.State;
        if (!state.Executions.Add(told.Key)) return false;

        var isLate = live?.IsOver ?? false;
        var row = new ExecutionRow(
            state.Id, told.Key.Symbol, told.Key.Id, step.NextBookSequence(), live?.Number, told.Side, told.Quantity.Value, told.Price.Value, told.Fee.Amount, told.Fee.Currency,
            told.Liquidity, isLate, live?.StrategyId, told.Time, LotNumbers.Write(live?.Order.Request.Lots));
        var life = LifeOf(state, told.Key.Symbol);
        Apply(state, row, instrument);
        step.Journal.Add(row);
        step.Tell(new TradeExecuted(row.ToView(), instrument, row.BookSequence, live?.Order.Request.Lots));
        state.Revision++;
        TellPosition(step, instrument, life, told.Price, told.Time);
        Watch(step, row, instrument, live?.StrategyId);
        if (live is null) return true;

        var from = live.Order.Status;
        live.FilledWorth += told.Quantity.Value * told.Price.Value;
        live.HasLateFill |= isLate;
        live.Order.Fill(told.Quantity);
        if (isLate) step.Alert("late-fill", $"{live.OrderId} traded {told.Quantity} at {told.Price} after it was believed to be {from}.", live);
        // More may follow: only the venue can say that it is over now.
        if (!live.IsOver) state.Reopen(live);
        // A change that is under way goes on; only the fill is news.
        step.Changed(live, from);
        return true;
    }

    /// <summary>Money or a holding that comes (negative: goes) other than by a trade.</summary>
    public static void Move(Step step, MoveRow move, Instrument? instrument)
    {
        var state = step.State;
        var life = move.Symbol is { } symbol ? LifeOf(state, symbol) : default;
        var worth = state.Live.Equity;
        Apply(state, move, instrument);
        if (worth is { } was && state.Live.Equity is { } now) state.Live.Watch.OnFunds(now - was);
        step.CountsChanged = true;
        step.Journal.Add(move);
        state.Revision++;
        if (instrument is null)
        {
            step.Tell(new CashMoved(state.Id, move.Currency!.Value, move.Amount, move.Kind, move.Note, move.BookSequence, move.Time));
            return;
        }

        step.Tell(new PositionMoved(state.Id, instrument, move.Amount, new(move.Price!.Value), move.Kind, move.Note, move.BookSequence, move.Time));
        TellPosition(step, instrument, life, new(move.Price!.Value), move.Time);
    }

    /// <summary>What the account paid or got other than by a trade, and not from or to outside: limits count it as profit or loss.</summary>
    public static void Earn(Step step, MoveRow move, Instrument? instrument)
    {
        Enter(step, move, instrument);
        var live = step.State.Live;
        if (live.Equity is not null && step.State.IsPriced) live.Watch.OnEquity(step.Now);
    }

    /// <summary>Interest and borrow fees of every midnight since the last through a moment, at what there is now.</summary>
    /// <returns>What they were, for the purse of the venue.</returns>
    public static IReadOnlyList<Money> Accrue(Step step, Instant64 through)
    {
        var state = step.State;
        var paid = new List<Money>();
        if (state.Row.AccruedTo is { } after)
        {
            state.Live.Accrue(state.Financing, after, through, fact =>
            {
                // Equity is told with the next price, as in a backtest: it is a loss of the day that begins.
                Enter(step, new(state.Id, step.NextBookSequence(), MoveRow.WordOf(fact.Kind), fact.Currency, fact.Symbol, fact.Amount!.Value, null, null, fact.Time), fact.Symbol is { } symbol ? state.Live.PositionOf(symbol)!.Instrument : null);
                paid.Add(new(fact.Amount.Value, fact.Currency!.Value));
            });
        }

        state.Row = state.Row with { AccruedTo = state.Row.AccruedTo > through ? state.Row.AccruedTo : through };
        return paid;
    }

    /// <summary>A split of what the account deals with: prices are others from now on, and so is what is held.</summary>
    public static void Split(Step step, MarketEvent.Split split)
    {
        var (state, symbol) = (step.State, split.Symbol);
        if (!state.Live.Has(symbol)) return;
        var (held, life) = (state.Live.PositionOf(symbol)!, LifeOf(state, symbol));
        if (held.IsFlat && !state.Parts.Of(symbol).Any())
        {
            state.Live.Split(symbol, split.Factor, split.ReferenceClose, split.Time);
        }
        else
        {
            var move = new MoveRow(state.Id, step.NextBookSequence(), MoveRow.Split, null, symbol, split.Factor, split.ReferenceClose, null, split.Time);
            Apply(state, move, held.Instrument);
            step.Journal.Add(move);
            step.Tell(new PositionSplit(state.Id, symbol, split.Factor, new(split.ReferenceClose), move.BookSequence, split.Time));
            TellPosition(step, held.Instrument, life, new(split.ReferenceClose * split.Factor), split.Time);
        }

        if (state.Prices.TryGetValue(symbol, out var seen)) state.Prices[symbol] = seen with { Price = state.Live.PriceOf(symbol) ?? seen.Price * split.Factor };
        StopKeeper.Split(step, held.Instrument, split.Factor);
        step.CountsChanged = true;
        step.Journal.Touch();
        state.Revision++;
    }

    /// <summary>A dividend on what is held; who is short pays it.</summary>
    public static void PayDividend(Step step, MarketEvent.DividendPaid dividend)
    {
        var (state, symbol) = (step.State, dividend.Symbol);
        if (state.Live.PositionOf(symbol) is not { } held) return;
        var amount = held.DividendOf(dividend.PerShare);
        // What strategies pay each other moves nothing here, and is in the books.
        if (amount == 0m && state.Parts.Of(symbol).All(part => Cents(part * dividend.PerShare) == 0m)) return;

        var move = new MoveRow(state.Id, step.NextBookSequence(), MoveRow.Dividend, held.Instrument.Currency, symbol, amount, dividend.PerShare, null, dividend.Time);
        Apply(state, move, held.Instrument);
        state.Live.Watch.OnDividend(state.Live.PlaceOf(symbol), dividend.PerShare);
        step.CountsChanged = true;
        step.Journal.Add(move);
        step.Tell(new DividendReceived(state.Id, symbol, dividend.PerShare, held.Instrument.Currency, amount, move.BookSequence, dividend.Time));
        state.Revision++;

        decimal Cents(decimal share) => decimal.Round(share, held.Instrument.Currency.Decimals, MidpointRounding.AwayFromZero);
    }

    public static void Apply(AccountState state, ExecutionRow row, Instrument instrument)
    {
        // What is counted in another currency is kept as it was told, and is in no books: only a foreign hand can have traded it.
        if (!state.Live.TryAdd(instrument)) return;
        var (before, realized) = Held(state, row.Symbol);
        state.Live.Book(new Execution(row.VenueExecutionId, new(row.OrderNumber ?? 0), instrument, row.Side, new(row.Quantity), new(row.Price), row.Fee, row.Liquidity, row.Time), row.FeeCurrency, LotNumbers.Read(row.Lots));
        state.Parts.Add(row.Symbol, row.StrategyId, row.Side == OrderSide.Buy ? row.Quantity : -row.Quantity);
        Follow(state, row.Symbol, before, realized, row.Time);
    }

    public static void Apply(AccountState state, MoveRow move, IReadOnlyDictionary<Symbol, Instrument> instruments) => Apply(state, move, move.Symbol is { } symbol ? instruments[symbol] : null);

    private static void Enter(Step step, MoveRow move, Instrument? instrument)
    {
        var (state, fact) = (step.State, move.ToEarned()!);
        Apply(state, move, instrument);
        state.Live.Watch.OnEarned(fact, instrument is null ? null : state.Live.PlaceOf(instrument.Symbol));
        step.CountsChanged = true;
        step.Journal.Add(move);
        state.Revision++;
        step.Tell(new CashBooked(state.Id, fact.Kind, move.Currency!.Value, move.Amount, instrument, move.Part, move.Received, move.ReceivedCurrency, move.Note, move.BookSequence, move.Time));
    }

    private static void Apply(AccountState state, MoveRow move, Instrument? instrument)
    {
        if (instrument is not null) state.Live.TryAdd(instrument);
        if (move.ToEarned() is { } earned)
        {
            state.Live.Book(earned);
            return;
        }

        if (instrument is null)
        {
            state.Live.Move(new Money(move.Amount, move.Currency!.Value), move.Time);
            return;
        }

        if (move.Kind == MoveRow.Split)
        {
            state.Live.Split(instrument.Symbol, move.Amount, move.Price!.Value, move.Time);
            state.Parts.Split(instrument.Symbol, move.Amount, state.Live.PositionOf(instrument.Symbol)!.Quantity);
            return;
        }

        var (before, realized) = Held(state, instrument.Symbol);
        state.Live.Move(instrument, move.Amount, new(move.Price!.Value), move.Time);
        state.Parts.Add(instrument.Symbol, null, move.Amount);
        Follow(state, instrument.Symbol, before, realized, move.Time);
    }

    private static (decimal Quantity, decimal Realized) Held(AccountState state, Symbol symbol) => state.Live.PositionOf(symbol) is { } held ? (held.Quantity, held.RealizedPnl) : (0m, 0m);

    private static void Follow(AccountState state, Symbol symbol, decimal before, decimal realizedBefore, Instant64 time)
    {
        var now = state.Live.PositionOf(symbol)!.Quantity;
        if (now == 0m || Math.Sign(before) == Math.Sign(now)) return;

        var holding = state.HoldingOf(symbol);
        (holding.OpenedAt, holding.RealizedBefore) = (time, before == 0m ? realizedBefore : state.Live.PositionOf(symbol)!.RealizedPnl);
        (holding.BareSince, holding.IsHandled) = (null, false);
    }

    private static Life LifeOf(AccountState state, Symbol symbol)
    {
        var holding = state.HoldingOf(symbol);
        return new(Held(state, symbol).Quantity, holding.OpenedAt, holding.RealizedBefore);
    }

    private static void TellPosition(Step step, Instrument instrument, Life before, Price price, Instant64 time)
    {
        var (state, symbol) = (step.State, instrument.Symbol);
        var (now, realized) = Held(state, symbol);
        if (Math.Sign(before.Quantity) == Math.Sign(now)) return;

        var id = Names.PositionId(state.Id, symbol);
        if (before.Quantity != 0m)
        {
            StopKeeper.Closed(step, symbol);
            ExitsAside.Closed(step, symbol);
            step.Tell(new PositionClosed(state.Id, id, symbol, (now == 0m ? realized : state.HoldingOf(symbol).RealizedBefore) - before.RealizedBefore, instrument.Currency, before.OpenedAt, time));
        }

        if (now != 0m) step.Tell(new PositionOpened(state.Id, id, symbol, now, price, time));
    }

    private static void Watch(Step step, ExecutionRow row, Instrument instrument, string? strategy)
    {
        var live = step.State.Live;
        if (!live.Has(row.Symbol)) return;
        live.Watch.OnFill(live.PlaceOf(row.Symbol), new Execution(row.VenueExecutionId, new(row.OrderNumber ?? 0), instrument, row.Side, new(row.Quantity), new(row.Price), row.Fee, row.Liquidity, row.Time), strategy, row.FeeCurrency);
        if (live.Equity is not null && step.State.IsPriced) live.Watch.OnEquity(step.Now);
        step.CountsChanged = true;
    }

    /// <summary>How a position stood, and since when.</summary>
    private readonly record struct Life(decimal Quantity, Instant64 OpenedAt, decimal RealizedBefore);
}
