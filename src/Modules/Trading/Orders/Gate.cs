using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What the engine's gate is shown of a live account: its mode, and its limits as they were last pushed, with what its portfolios hold now.</summary>
internal static class Gate
{
    /// <param name="isEmergency">Whether it protects, reduces or flattens: mode and limits let it pass where it makes a position smaller.</param>
    public static GateSight SightOf(Step step, Symbol symbol, string? strategy, string? portfolio, bool isEmergency)
    {
        var state = step.State;
        return state.Live.Sight(symbol, state.Waiting, step.Now) with
        {
            Mode = state.Row.TradingMode,
            IsEmergency = isEmergency,
            Limits = new(state.Room.Seen(state, symbol, strategy, step.Now), state.Live.Watch, state.Id, strategy, portfolio),
        };
    }

    /// <summary>Why nothing new may be sent, whatever the limits; null while account and venue agree.</summary>
    public static string? ShutBecause(AccountState state, bool isConnected) =>
        !isConnected ? "The account is not connected to its venue."
        : state.ReconciledAt is null ? "Account and venue have not been compared yet since the start."
        : state.Agrees ? null
        : $"Account and venue differ in {state.Differences.Count} points; see the account's reconciliation.";
}
