using System.Collections.Frozen;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Platform.Telling;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Stops;

/// <summary>A spot account with a rule over its position, and hands that turn clock, price and venue. The account outlives the process.</summary>
internal sealed class StopRoom : IAsyncDisposable
{
    private readonly string _account;
    private long _now = Instant64.FromUtc(2026, 1, 1, 0, 0).ToUnixTimeNanoseconds();

    private StopRoom(TradingTables tables, string account, ModelVenue venue) => (Tables, _account, Venue) = (tables, account, venue);

    public TradingTables Tables { get; }

    public ModelVenue Venue { get; }

    public WriterRoom Room { get; private set; } = null!;

    public string PositionId => $"{_account}:{ModelVenue.Btc}";

    public Instant64 Now => Instant64.FromUnixTimeNanoseconds(Volatile.Read(ref _now));

    /// <summary>Stops that are open at the venue.</summary>
    public ModelOrder[] Stops => [.. Venue.Orders.Where(order => order is { IsOpen: true, Stop: not null })];

    /// <summary>Orders at the market that the venue has not traded yet.</summary>
    public ModelOrder[] Exits => [.. Venue.Orders.Where(order => order is { IsOpen: true, Stop: null, Limit: null, Side: OrderSide.Sell })];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<StopRoom> Open(TradingTables tables, string account = "one", ModelVenue? venue = null, AccountSettings? settings = null)
    {
        var room = new StopRoom(tables, await tables.OpenAccount(account, settings: settings), venue ?? new ModelVenue());
        await room.Begin();
        return room;
    }

    /// <summary>A venue that holds these kinds of orders beside market and limit ones, and trails by per cent where it trails at all.</summary>
    public static ModelVenue VenueWith(params Type[] terms) => new()
    {
        Capabilities = new ModelVenue().Capabilities with { Terms = terms.Concat([typeof(MarketTerms), typeof(LimitTerms)]).ToFrozenSet(), TrailingPercent = terms.Contains(typeof(TrailingStopTerms)) },
    };

    /// <summary>The process ends, and begins again on the same tables.</summary>
    public async Task Restart()
    {
        await Room.DisposeAsync();
        await Begin();
    }

    /// <summary>Buys at 100, and hears of it.</summary>
    public async Task Buy(decimal quantity)
    {
        var entered = await Room.Place(OrderSide.Buy, quantity, 100m);
        await Room.Quiet();
        Venue.Trade(entered.Orders[0].ClientId.Value, quantity);
        await Deliver();
    }

    /// <summary>Where the average true range is asked for, it is 1.5. No two rules are attached at one moment.</summary>
    public Task<TradingRefusal?> Attach(StopRuleChange rule)
    {
        Interlocked.Add(ref _now, 1_000);
        return Quietly(Room.Writer.Do(step => StopAttaching.Attach(step, rule with { PositionId = PositionId }, ModelVenue.Btc, rule.Kind == StopKind.Atr ? 1.5m : null)));
    }

    /// <summary>The market is there: the platform sees it, the venue does not trade by itself.</summary>
    public Task See(decimal price) => Quietly(Room.Writer.Do(step =>
    {
        step.State.See(ModelVenue.Btc, (double)price, step.Now);
        return true;
    }));

    public async Task Pass(double seconds)
    {
        Interlocked.Add(ref _now, (long)(seconds * 1e9));
        await Room.Quiet();
    }

    /// <summary>Everything that the venue has to tell is heard, in its order.</summary>
    public async Task Deliver()
    {
        await Room.Quiet();
        while (Venue.ToTell.Count > 0)
        {
            var told = Venue.ToTell[0];
            Venue.ToTell.RemoveAt(0);
            await Room.Hear(told);
            await Room.Quiet();
        }
    }

    /// <summary>The venue trades what is at the market, all of it.</summary>
    public async Task TradeExits()
    {
        foreach (var exit in Exits) Venue.Trade(exit.ClientId, exit.Quantity);
        await Deliver();
    }

    public Task<StopRuleView?> View() => Room.Writer.Do(step => step.State.Stops.Find(ModelVenue.Btc) is { } rule ? StopRuleViews.Of(step.State, rule) : null);

    public Task<T> Do<T>(Func<AlgoTrendy.Modules.Trading.Accounts.Step, T> work) => Quietly(Room.Writer.Do(work));

    public async Task<string[]> Alerts() =>
        [.. (await Tables.Database.ReadTold(0, int.MaxValue, Ct)).Where(one => one.Name == nameof(TradingAlert)).Select(one => one.Open<TradingAlert>()).Where(one => one.AccountId == _account).Select(one => one.Code)];

    public async Task<string?[]> Endings() =>
        [.. (await Tables.Database.ReadTold(0, int.MaxValue, Ct)).Where(one => one.Name == nameof(StopRuleChanged)).Select(one => one.Open<StopRuleChanged>()).Where(one => one.Rule.AccountId == _account).Select(one => one.Ended)];

    public ValueTask DisposeAsync() => Room.DisposeAsync();

    private async Task Begin()
    {
        Room = await WriterRoom.Open(Tables, _account, Venue, () => Now);
        Room.Writer.Follow = new StopKeeper(Room.Courier, Venue.Capabilities).Look;
        await Room.Reconciler.Run(Ct);
        await Room.Quiet();
    }

    private async Task<T> Quietly<T>(Task<T> work)
    {
        var result = await work;
        await Room.Quiet();
        return result;
    }
}
