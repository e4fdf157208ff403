using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Somebody closes a position: where the venue sells only what is free, the exits that the platform has placed go first. A rule stands aside for a moment, and then guards what is left; other exits come back for it.</summary>
internal static class StopRelease
{
    private const int AsideMs = 3_000;
    private const int MostLooks = 100;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <param name="wanted">How much is to be closed: where so much is free, everything stays.</param>
    /// <returns>Whether nothing of it is open any more; false when the venue has not said so within two seconds.</returns>
    public static async Task<bool> Of(AccountDesk desk, Symbol symbol, Quantity wanted, CancellationToken ct)
    {
        if (desk.Connection is not { Broker.Capabilities.ReduceOnly: false } connection) return true;
        if (await desk.Writer.Do(step => step.State.Live.PositionOf(symbol) is not { IsFlat: false } position || ClosingOrders.UntiedOf(step.State, position) >= wanted)) return true;
        for (var look = 0; look < MostLooks; look++)
        {
            if (await desk.Writer.Do(step => Release(step, connection, symbol) & connection.Exits.Release(step, symbol))) return true;
            await Task.Delay(Glance, ct);
        }

        return false;
    }

    private static bool Release(Step step, BrokerConnection connection, Symbol symbol)
    {
        if (step.State.Stops.Find(symbol) is not { } rule) return true;

        var stops = StopOrders.Of(step.State, symbol).Where(live => live.Order.Terms is not MarketTerms).ToArray();
        step.State.Stops.StandAside(symbol, Environment.TickCount64 + AsideMs);
        foreach (var stop in stops.Where(live => !live.CancelWanted)) StopOrders.Cancel(step, connection.Courier, rule, stop);
        return stops.Length == 0;
    }
}
