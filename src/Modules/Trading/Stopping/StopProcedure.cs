using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;

namespace AlgoTrendy.Modules.Trading.Stopping;

/// <summary>A stop that is seen to be one: cancels, asks the venue what is still open until nothing is, and names what is left.</summary>
internal static class StopProcedure
{
    /// <summary>How long rules send nothing after something was cancelled or closed here.</summary>
    private const int StandAsideMs = 5_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <param name="symbol">Only this one; null: all.</param>
    public static async Task<StopReport> Stop(AccountDesk desk, BrokerConnection connection, bool cancels, Symbol? symbol, TimeSpan patience, CancellationToken ct)
    {
        var cancelled = cancels ? await Cancel(desk, connection, symbol) : 0;
        var until = Environment.TickCount64 + patience.TotalMilliseconds;
        while (true)
        {
            var left = await Left(desk, connection, symbol, ct);
            if (!cancels || left.Count == 0 || Environment.TickCount64 > until) return new(left.Count == 0, cancelled, [], left, null);
            await Task.Delay(Look, ct);
            await Cancel(desk, connection, symbol);
        }
    }

    /// <summary>Cancels, then closes every position for as much as the venue says is there, and waits until it is gone.</summary>
    public static async Task<StopReport> Flatten(AccountDesk desk, BrokerConnection connection, Symbol? symbol, TimeSpan patience, CancellationToken ct)
    {
        var until = Environment.TickCount64 + patience.TotalMilliseconds;
        var stopped = await Stop(desk, connection, cancels: true, symbol, patience, ct);
        // What was never compared is not known, and what the stream has not told lately may be another by now. Without the venue's rules, coins could not be told from money.
        var isUnknown = await desk.Writer.Do(step => NeverCompared(step.State)) is not null;
        while (isUnknown && !connection.CanAsk && Environment.TickCount64 < until) await Task.Delay(Look, ct);
        if (connection.CanAsk && (isUnknown || !connection.IsUp)) await connection.Compare(ct);
        var closing = await Close(desk, connection, symbol, ct);
        List<string> left;
        do
        {
            left = await desk.Writer.Do(step => Positions(step.State, symbol).Where(position => step.State.ClosableOf(position).Value > 0m).Select(position => $"{position.Quantity} {position.Instrument.Symbol} is still held.").ToList());
            if (left.Count == 0) break;
            await Task.Delay(Look, ct);
        }
        while (Environment.TickCount64 < until);

        if (await desk.Writer.Do(step => NeverCompared(step.State)) is { } unknown) left.Add(unknown);
        var dust = await desk.Writer.Do(step => Positions(step.State, symbol).Where(position => step.State.ClosableOf(position).Value == 0m).Select(position => $"{position.Quantity} {position.Instrument.Symbol} stays in the books: what there is of it is less than can be sold.").ToArray());
        return stopped with { IsClean = stopped.IsClean && left.Count == 0, Closing = closing, Left = [.. stopped.Left, .. left, .. dust] };
    }

    /// <summary>What an account at a venue holds is not known before it was compared with it once; null when it is known.</summary>
    public static string? NeverCompared(AccountState state) =>
        state.Row.AdoptedAt is null && state.Row.Broker != BrokerLines.Paper ? $"Account {state.Id} was never compared with its venue; nobody knows what it holds." : null;

    private static IEnumerable<Position> Positions(AccountState state, Symbol? symbol) => state.Live.Account.Positions.Where(position => !position.IsFlat && (symbol is null || position.Instrument.Symbol == symbol));

    private static Task<int> Cancel(AccountDesk desk, BrokerConnection connection, Symbol? symbol) => desk.Writer.Do(step =>
    {
        step.State.Stops.StandAside(symbol, Environment.TickCount64 + StandAsideMs);
        ExitsAside.Forget(step, symbol);
        var open = step.State.Open.Values.Where(live => !live.CancelWanted && (symbol is null || live.Order.Instrument.Symbol == symbol)).ToArray();
        foreach (var live in open) OrderCourse.Cancel(step, connection.Courier, live);
        return open.Length;
    });

    private static async Task<IReadOnlyList<string>> Left(AccountDesk desk, BrokerConnection connection, Symbol? symbol, CancellationToken ct)
    {
        if (await connection.Broker.OpenOrders(symbol, ct) is not Answer<IReadOnlyList<VenueOrder>>.Got open) return ["The venue does not answer, so that nobody knows what it has open."];

        // What is on its way and not yet in the venue's list counts too.
        var underWay = await desk.Writer.Do(step => step.State.Open.Values
            .Where(live => live.IsAtVenue && (symbol is null || live.Order.Instrument.Symbol == symbol) && open.Value.All(order => order.ClientId != live.ClientId.Value))
            .Select(live => $"{live.OrderId} is {live.Order.Status.Word()}.").ToArray());
        return [.. open.Value.Select(order => $"{order.ClientId} ({order.Side.Word()} {order.Quantity} {order.Symbol}) is open at the venue."), .. underWay];
    }

    private static async Task<IReadOnlyList<string>> Close(AccountDesk desk, BrokerConnection connection, Symbol? symbol, CancellationToken ct)
    {
        var shown = await connection.Broker.Balances(ct) is Answer<IReadOnlyList<Connectors.Brokers.Balance>>.Got got ? got.Value.ToDictionary(balance => balance.Currency, balance => balance.Total) : null;
        return await desk.Writer.Do(step =>
        {
            step.State.Stops.StandAside(symbol, Environment.TickCount64 + StandAsideMs);
            var closing = new List<string>();
            foreach (var position in Positions(step.State, symbol).ToArray())
            {
                var instrument = position.Instrument;
                // A spot venue sells what it has, which fees may have made less than was bought.
                var held = position.Quantity > 0m && LiveAccount.CoinOf(instrument) is { } coin && shown is not null ? Math.Min(position.Quantity, shown.GetValueOrDefault(coin)) : Math.Abs(position.Quantity);
                var quantity = instrument.RoundDownToLot(held - ClosingOrders.Of(step.State, position).Sum(live => live.Order.Remaining.Value));
                if (quantity.Value == 0m) continue;
                var order = new NewOrder(null, instrument.Symbol.ToString(), ClosingOrders.SideOf(position), OrderType.Market, quantity, ReduceOnly: connection.Courier.KnowsReduceOnly, Tag: "flatten");
                var entered = OrderEntry.Enter(step, connection.Courier, new(order, instrument, OrderPurpose.Protect, IsEmergency: true));
                if (entered.Orders.Count > 0) closing.Add(entered.Orders[0].OrderId);
            }

            return closing;
        });
    }
}
