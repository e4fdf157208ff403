using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Somebody closes a position: where the venue sells only what is free, the rule's stop goes first. The rule stands aside for a moment, and then guards what is left.</summary>
internal static class StopRelease
{
    private const int AsideMs = 3_000;
    private const int MostLooks = 100;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends when no stop of a rule is open, or after two seconds.</summary>
    public static async Task Of(AccountDesk desk, Symbol symbol, CancellationToken ct)
    {
        if (desk.Connection is not { Broker.Capabilities.ReduceOnly: false } connection) return;
        for (var look = 0; look < MostLooks && !await desk.Writer.Do(step => Release(step, connection.Courier, symbol)); look++) await Task.Delay(Glance, ct);
    }

    private static bool Release(Step step, ICourier courier, Symbol symbol)
    {
        if (step.State.Stops.Find(symbol) is not { } rule) return true;

        var stops = StopOrders.Of(step.State, symbol).Where(live => live.Order.Terms is not MarketTerms).ToArray();
        step.State.Stops.StandsAsideUntil = Environment.TickCount64 + AsideMs;
        foreach (var stop in stops.Where(live => !live.CancelWanted)) StopOrders.Cancel(step, courier, rule, stop);
        return stops.Length == 0;
    }
}
