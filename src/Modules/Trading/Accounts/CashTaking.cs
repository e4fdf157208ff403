using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Takes, in a turn of an account's writer, what moves the cash of a paper account other than a trade. Each says why not; null when it is booked.</summary>
internal static class CashTaking
{
    /// <summary>What nights have cost that no event of the market has followed yet, at what there was then. Those of a replay come with its events alone.</summary>
    public static void Accrue(Step step, AccountDesk desk)
    {
        var state = step.State;
        if (state.Row is { Broker: BrokerLines.Paper, AccruedTo: not null } && state.Settings.Feed != PaperFeed.Replay) Pay(step, desk, BookKeeping.Accrue(step, step.Now));
    }

    /// <summary>Money in, or (negative) out.</summary>
    public static TradingRefusal? Take(Step step, AccountDesk desk, CashMove move)
    {
        var state = step.State;
        if (state.Row.Broker != BrokerLines.Paper) return FieldRules.No("accountId", "Money of an account at a venue moves there, and is found by the next comparison.");
        if (state.Settings.Feed == PaperFeed.Replay) return FieldRules.No("accountId", "Money of a replay does not move: it would be another one.");
        if (RateFault(state, move.Currency, "currency") is { } unrated) return unrated;

        Accrue(step, desk);
        var rate = state.Live.Account.RateOf(move.Currency);
        if (move.Amount < 0m && (state.Live.BuyingPower is not { } free || -move.Amount * rate > free || -move.Amount > state.Live.Account.CashOf(move.Currency)))
            return new("insufficient-cash", $"{-move.Amount} {move.Currency} cannot be taken out: {state.Live.Account.CashOf(move.Currency)} is there, of which positions tie up a part.", "amount");
        BookKeeping.Move(step, new(state.Id, step.NextBookSequence(), move.Amount > 0m ? "deposit" : "withdrawal", move.Currency, null, move.Amount, null, move.Note, step.Now), null);
        Pay(step, desk, new Money(move.Amount, move.Currency));
        return null;
    }

    /// <summary>Profit or cost. It has happened, so that nothing is asked of the cash that is there, but for what is given for another currency: a cash account owes nothing.</summary>
    public static TradingRefusal? Take(Step step, AccountDesk desk, CashFact fact)
    {
        var state = step.State;
        if (state.Row.Broker != BrokerLines.Paper) return FieldRules.No("accountId", "What an account at a venue pays or gets is in the balance that the venue tells.");
        if (InstrumentFault(state, fact.Symbol, out var instrument) is { } unknown) return unknown;
        Accrue(step, desk);
        if ((RateFault(state, fact.Currency, "currency") ?? ExcessFault(state, fact.Currency, fact.Amount, "amount")) is { } wrong) return wrong;
        if (fact is { Received: { } received, ReceivedCurrency: { } into })
        {
            if ((RateFault(state, into, "receivedCurrency") ?? ExcessFault(state, into, received, "received")) is { } other) return other;
            if (state.Row.Kind == AccountKind.Cash && state.Live.Account.CashOf(fact.Currency) is var there && fact.Amount > there)
                return new("insufficient-cash", $"{FieldRules.Text(fact.Amount)} {fact.Currency} cannot be converted: {FieldRules.Text(there)} is there.", "amount");
        }

        // A start reads it from the table, also where it was never traded.
        if (instrument is not null) desk.Shelf.Keep(step, instrument);
        BookKeeping.Earn(step, new(state.Id, step.NextBookSequence(), MoveRow.WordOf(fact.Kind), fact.Currency, fact.Symbol, fact.Amount, null, fact.Note, step.Now, fact.Part, fact.Received, fact.ReceivedCurrency), instrument);
        Pay(step, desk, fact is { Received: { } came, ReceivedCurrency: { } currency } ? [new(-fact.Amount, fact.Currency), new(came, currency)] : [new(fact.Amount, fact.Currency)]);
        return null;
    }

    private static TradingRefusal? InstrumentFault(AccountState state, Symbol? symbol, out Instrument? instrument)
    {
        instrument = symbol is { } named ? state.Live.PositionOf(named)?.Instrument : null;
        return symbol is null || instrument is not null ? null : FieldRules.No("symbol", $"{symbol} was never dealt with in this account.");
    }

    private static TradingRefusal? RateFault(AccountState state, Currency currency, string field) =>
        state.Live.Account.RateOf(currency) is not null && IsRatedForever(state, currency) ? null : FieldRules.No(field, $"Nothing gives the rate of {currency} in {state.Row.Currency}: it is fixed, or that of a pair that was traded in this account.");

    // A start reads prices of fills before it hears the market's; without a rate it would count the money as lost.
    private static bool IsRatedForever(AccountState state, Currency currency) => currency == state.Row.Currency
        || state.Live.Account.Rules.Rates.Any(rate => rate.From == currency)
        || state.Live.Account.Positions.Select(position => position.Instrument).Any(one => one.BaseCurrency == currency && state.Executions.Any(execution => execution.Symbol == one.Symbol));

    private static TradingRefusal? ExcessFault(AccountState state, Currency currency, decimal amount, string field) =>
        Math.Abs(state.Live.Account.CashOf(currency)) + Math.Abs(amount) > AccountFieldCheck.MostMoney ? FieldRules.No(field, $"There would be more than {FieldRules.Text(AccountFieldCheck.MostMoney)} {currency}.") : null;

    // The paper venue has a purse of its own. One that is opened later finds it in the books.
    private static void Pay(Step step, AccountDesk desk, params IReadOnlyList<Money> amounts)
    {
        if (desk.Connection?.Broker is PaperBroker venue) step.After(() => venue.Pay(amounts));
    }
}
