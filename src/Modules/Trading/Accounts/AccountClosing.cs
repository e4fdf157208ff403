using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Brokers;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Closes an account in a turn of its writer, and says no for one that is closed.</summary>
internal static class AccountClosing
{
    public const string Closed = "account-closed";

    /// <summary>Null while it is open.</summary>
    public static TradingRefusal? RefusalOf(AccountState state) => state.Row.ClosedAt is null ? null : new(Closed, SentenceOf(state));

    public static string SentenceOf(AccountState state) => $"Account {state.Id} was closed; what it did can be read, and it takes nothing more.";

    /// <returns>Why not; null when it is closed.</returns>
    public static TradingRefusal? Close(Step step)
    {
        var state = step.State;
        if (state.Row.ClosedAt is not null) return null;
        if (state.Row.Broker != BrokerLines.Paper) return new("not-paper", $"Account {state.Id} is at {state.Row.Broker}, and is closed there; here it can be disconnected.");
        if (state.Open.Count > 0) return new("account-in-use", $"{state.Open.Count} orders of {state.Id} wait: cancel them first.");
        if (state.Live.Account.Positions.Where(position => !position.IsFlat).Select(position => position.Instrument.Symbol.ToString()).ToArray() is { Length: > 0 } held)
            return new("account-in-use", $"{state.Id} holds {string.Join(", ", held)}: close that first.");
        // Long in one strategy and short in another, which would count in their portfolios for ever.
        if (state.Parts.Symbols.Select(symbol => symbol.ToString()).ToArray() is { Length: > 0 } opposed)
            return new("account-in-use", $"Strategies of {state.Id} hold {string.Join(", ", opposed)} against one another: close that first, by an order for each of them.");

        state.Row = state.Row with { ClosedAt = step.Now, WantsConnection = false, Version = state.Row.Version + 1 };
        step.Tell(new AccountChanged(AccountViews.Of(state)));
        return null;
    }
}
