using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Telling;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Whatever a venue, its stream and the process do: in the end the account is what the venue says, and its events tell the same story.</summary>
public class WriterPropertyTests
{
    private static int _accounts;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 120)]
    [InlineData(true, 60)]
    public async Task In_the_end_the_account_equals_the_venue(bool hasBrackets, int count)
    {
        await using var tables = await TradingTables.Open();
        var stories = Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf(), Shorter);

        Prop.ForAll(stories, steps => Tell(tables, steps, hasBrackets).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(Stories.Of(count)).WithEndSize(80));
    }

    /// <summary>Stories that went wrong once.</summary>
    [Theory]
    [InlineData(221812162, 572317736, 1699231554, 2130149414)] // a fee in the coin that was bought
    [InlineData(624858259, 1184355345, 789982754, 420957408, 2111914727, 1833047680, 1050690834, 1865807701, 1563413065, 123105673, 458376198, 1957252507, 1283937530, 1234783739)] // a fill of what an order was changed to, before the answer to the change
    public async Task Stories_that_went_wrong_once_end_well(params int[] steps)
    {
        await using var tables = await TradingTables.Open();

        Assert.True(await Tell(tables, steps));
    }

    private static IEnumerable<int[]> Shorter(int[] steps)
    {
        if (steps.Length > 1) yield return steps[..(steps.Length / 2)];
        for (var without = 0; without < steps.Length; without++) yield return [.. steps[..without], .. steps[(without + 1)..]];
    }

    private static async Task<bool> Tell(TradingTables tables, int[] steps, bool hasBrackets = false)
    {
        var account = await tables.OpenAccount($"a{Interlocked.Increment(ref _accounts)}");
        var venue = new ModelVenue();
        var room = await WriterRoom.Open(tables, account, venue);
        try
        {
            foreach (var step in steps)
            {
                room = await Act(tables, account, venue, room, step, hasBrackets);
                if (step / 7 % 3 != 0) await room.Quiet();
            }

            Assert.True(await room.Settle(venue), await room.Writer.Do(step =>
                $"Account and venue never agree: {string.Join("; ", step.State.Differences.Values.Select(one => one.Message))}; {string.Join(", ", step.State.Open.Values.Select(live => $"{live.ClientId} {live.Order.Status} {live.Order.Filled} of {live.Order.Quantity}, next {live.NextClientId}"))}; at the venue {string.Join(", ", venue.Orders.Select(order => $"{order.ClientId} {order.Status} {order.Filled} of {order.Quantity}"))}"));
            await Compare(tables, account, venue, room);
            return true;
        }
        finally
        {
            await room.DisposeAsync();
        }
    }

    private static async Task<WriterRoom> Act(TradingTables tables, string account, ModelVenue venue, WriterRoom room, int step, bool hasBrackets)
    {
        var (what, chance) = (step % 16, step / 16);
        // Every second write goes well.
        venue.Next = chance % 2 == 0 ? Fate.Done : (Fate)(chance / 2 % 7);
        venue.HiddenMs = chance % 5 == 0 ? 10 : 0;
        var open = venue.Orders.Where(order => order.IsOpen).ToArray();
        switch (what)
        {
            case 0 when hasBrackets && chance % 4 != 0:
                var at = 95m + chance % 11;
                await room.Place(new(null, ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new((1 + chance % 5) / 100m), new(at), GroupType: OrderGroupType.Bracket,
                    TakeProfit: chance % 3 == 0 ? null : new(new(at + 10m)), StopLoss: chance % 3 == 1 ? null : new(new(at - 10m))));
                break;
            case <= 3:
                await room.Place(chance % 3 == 0 ? OrderSide.Sell : OrderSide.Buy, (1 + chance % 5) / 100m, 95m + chance % 11);
                break;
            case 4:
                await room.Cancel(1 + chance % 8);
                break;
            case 5:
                await room.Amend(1 + chance % 8, (1 + chance % 6) / 100m, 95m + chance % 13);
                break;
            case <= 8 when open.Length > 0:
                venue.Trade(open[chance % open.Length].ClientId, (1 + chance % 3) / 100m, isUnlisted: chance % 7 == 0);
                break;
            case 9 when open.Length > 0:
                var ended = open[chance % open.Length].ClientId;
                venue.EndByItself(ended, expires: chance % 3 == 0);
                if (chance % 4 == 0) venue.Archive(ended);
                break;
            case <= 12 when venue.ToTell.Count > 0:
                var place = chance % venue.ToTell.Count;
                var told = venue.ToTell[place];
                if (what != 12) venue.ToTell.RemoveAt(place);
                await room.Hear(told);
                break;
            case 13 when venue.ToTell.Count > 0:
                venue.ToTell.RemoveAt(chance % venue.ToTell.Count);
                break;
            case 14:
                await room.DisposeAsync();
                return await WriterRoom.Open(tables, account, venue);
            case 15:
                venue.IsMute = chance % 3 == 0;
                if (chance % 2 == 0) venue.AnswerLate();
                await room.AskAll();
                if (chance % 5 == 0) await room.Reconciler.Run(Ct);
                venue.IsMute = false;
                break;
        }

        return room;
    }

    private static async Task Compare(TradingTables tables, string account, ModelVenue venue, WriterRoom room)
    {
        Assert.Empty(venue.SentTwice);
        var rows = await tables.Database.Read(reading => reading.Query<OrderRow>("select * from orders where account_id = @account order by number", new { account }), Ct);
        var executions = await tables.Database.Read(
            reading => reading.Query<ExecutionRow>("select account_id, symbol, venue_execution_id, book_sequence, order_number, side, quantity, price, fee, fee_currency, liquidity, is_late, strategy_id, time, lots from executions where account_id = @account order by venue_execution_id", new { account }), Ct);

        Assert.Equal(venue.Trades.Select(one => (one.Key.Id, one.Side, one.Quantity.Value)), executions.Select(one => (one.VenueExecutionId, one.Side, one.Quantity)));
        foreach (var row in rows)
        {
            var names = venue.Orders.Where(order => order.ClientId == $"at-{account}-{row.Number}" || order.ClientId.StartsWith($"at-{account}-{row.Number}_", StringComparison.Ordinal)).ToArray();
            var filled = names.Sum(name => name.Filled);
            Assert.Equal(filled, row.Filled);
            Assert.Equal(filled, executions.Where(one => one.OrderNumber == row.Number).Sum(one => one.Quantity));
            var last = names.LastOrDefault(name => name.IsOpen) ?? names.LastOrDefault();
            Assert.Equal(last?.IsOpen ?? false, row.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled);
            if (last is { IsOpen: true }) Assert.Equal((last.ClientId, last.VenueId, last.Quantity, last.Limit), (row.ClientId, row.VenueId!, row.Quantity - row.FilledBefore, row.LimitPrice));
            Assert.Equal(last?.Status == VenueOrderStatus.Filled, row.Status == OrderStatus.Filled);
        }

        await room.Writer.Do(step =>
        {
            foreach (var (currency, amount) in venue.Money) Assert.Equal(amount, step.State.Live.TotalOf(currency));
        });
        await CompareEvents(tables, account, rows, executions);
    }

    /// <summary>What somebody would make of the account who hears nothing but its events.</summary>
    private static async Task CompareEvents(TradingTables tables, string account, IReadOnlyList<OrderRow> rows, IReadOnlyList<ExecutionRow> executions)
    {
        var told = (await tables.Database.ReadTold(0, int.MaxValue, Ct)).Where(one => one.Key == account).ToArray();
        var standing = new Dictionary<string, OrderStatus>();
        var filled = new Dictionary<string, decimal>();
        var books = new List<long>();
        foreach (var envelope in told)
        {
            switch (envelope.Name)
            {
                case nameof(OrderCreated):
                    var created = envelope.Open<OrderCreated>().Order;
                    Assert.True(standing.TryAdd(created.OrderId, created.Status));
                    break;
                case nameof(OrderStatusChanged):
                    var changed = envelope.Open<OrderStatusChanged>();
                    Assert.Equal(standing[changed.Order.OrderId], changed.From);
                    // Only a start makes something unknown of what was under way.
                    Assert.True(OrderLife.MayFollow(changed.From, changed.Order.Status) || changed.Order.Status == OrderStatus.Unknown, $"{changed.From} to {changed.Order.Status}");
                    standing[changed.Order.OrderId] = changed.Order.Status;
                    break;
                case nameof(TradeExecuted):
                    var trade = envelope.Open<TradeExecuted>();
                    books.Add(trade.BookSequence);
                    if (trade.Execution.OrderId is { } order) filled[order] = filled.GetValueOrDefault(order) + trade.Execution.Quantity.Value;
                    break;
            }
        }

        Assert.Equal(Enumerable.Range(1, told.Length).Select(place => (long)place), told.Select(one => one.Sequence));
        Assert.Equal(Enumerable.Range(3, executions.Count).Select(place => (long)place), books);
        Assert.Equal(rows.Select(row => ($"{account}-{row.Number}", row.Status)), standing.Select(one => (one.Key, one.Value)));
        Assert.All(rows, row => Assert.Equal(row.Filled, filled.GetValueOrDefault($"{account}-{row.Number}")));
    }
}
