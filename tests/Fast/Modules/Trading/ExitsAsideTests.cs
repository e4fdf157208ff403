using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>A closing takes exits away, and the process ends at any turn: what is left of the position is guarded by as much as before, once.</summary>
public class ExitsAsideTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_taken_away_for_a_closing_that_never_came_is_back_after_a_restart()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await AsideRoom.Open(tables, 1m, isBracket: false);
        while (!await room.Release()) await room.Deliver();
        var during = room.Guarded;

        await room.Restart();
        await room.Settle();
        var after = room.Guarded;
        await room.Restart();
        await room.Settle();

        Assert.Equal((0m, 1m, 1m, 0), (during, after, room.Guarded, await room.Kept()));
    }

    [Fact]
    public async Task What_a_closing_leaves_is_guarded_after_a_restart()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await AsideRoom.Open(tables, 1m, isBracket: false);
        while (!await room.Release()) await room.Deliver();
        // Neither the closing nor what is placed again is sent.
        room.IsCut = true;
        await room.Close(0.4m);

        await room.Restart();
        await room.Settle();

        Assert.Equal((1m, 0), (room.Guarded, await room.Kept()));
        Assert.DoesNotContain(room.Venue.Orders, order => order is { Limit: null, Stop: null, Side: OrderSide.Sell });
    }

    [Fact]
    public async Task What_is_placed_again_and_refused_is_told_after_a_restart_too()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await AsideRoom.Open(tables, 1m, isBracket: false);
        while (!await room.Release()) await room.Deliver();
        room.Venue.Refuses = true;

        await room.Restart();
        await room.Settle();
        await room.Restart();
        await room.Settle();

        Assert.Equal((0m, 0, 1), (room.Guarded, await room.Kept(), await room.Told("exit-refused")));
    }

    [Fact]
    public async Task What_is_to_be_flat_stays_bare_after_a_restart()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await AsideRoom.Open(tables, 1m, isBracket: false);
        while (!await room.Release()) await room.Deliver();
        await room.Forget();

        await room.Restart();
        await room.Settle();

        Assert.Equal((0m, 0), (room.Guarded, await room.Kept()));
    }

    [Fact]
    public async Task What_was_taken_away_does_not_guard_the_next_position_also_where_that_begins_in_the_same_turn()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await AsideRoom.Open(tables, 1m, isBracket: false);
        while (!await room.Release()) await room.Deliver();
        await room.Close(1m);
        var next = await room.Buy(0.5m);

        room.Venue.Trade(room.Sale!.ClientId, 1m);
        room.Venue.Trade(next, 0.5m);
        await room.DeliverTogether();
        await room.Settle();

        Assert.Equal((0m, 0), (room.Guarded, await room.Kept()));
    }

    [Fact]
    public async Task A_guard_whose_place_another_order_has_taken_is_told()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await AsideRoom.Open(tables, 1m, isBracket: false);
        while (!await room.Release()) await room.Deliver();

        await room.Sell(1m, 120m);
        await room.Begin();
        await room.Settle();

        Assert.Equal((0m, 0, 1), (room.Guarded, await room.Kept(), await room.Told("exit-refused")));
    }

    [Theory, MemberData(nameof(Seeds))]
    public async Task Ended_at_any_turn_it_guards_what_is_left_as_before_and_once(int seed)
    {
        await using var tables = await TradingTables.Open();
        var chance = new Random(seed);
        var guard = new[] { 1m, 0.8m, 0.5m }[chance.Next(3)];
        var isBracket = guard == 1m && chance.Next(2) == 0;
        await using var room = await AsideRoom.Open(tables, guard, isBracket);
        var story = new List<string> { isBracket ? "bracket" : $"stop for {guard}" };

        for (var closing = 0; closing < 2; closing++)
            if (await IsReleased()) await Close();
        await room.Settle();
        var (guarded, (least, most)) = (room.Guarded, await room.Holding());
        await room.Restart();
        await room.Settle();

        var told = $"seed {seed}: {string.Join(", ", story)}";
        Assert.True(guarded >= Math.Min(guard, least) && guarded <= Math.Min(guard, most), $"{guarded} is guarded of {least} to {most}; {told}");
        Assert.True(guarded == room.Guarded, $"{guarded} was guarded, then {room.Guarded}; {told}");
        Assert.True(!isBracket || room.Targets == guarded, $"{room.Targets} is to be sold at the target, {guarded} is guarded; {told}");
        Assert.True(room.Venue.SentTwice.Count == 0 && await room.Kept() == 0, told);

        async Task<bool> IsReleased()
        {
            for (var look = 0; look < 4; look++)
            {
                Mishap();
                if (await room.Release()) return !await MayEnd("released");
                if (await MayEnd("releasing")) return false;
                await room.Deliver();
                if (await MayEnd("cancelled")) return false;
            }

            await room.Begin();
            return false;
        }

        async Task Close()
        {
            Mishap();
            var cut = chance.Next(6);
            if (cut == 0) room.IsCut = true;
            await room.Close(0.3m, isCutAfterIt: cut == 1);
            if (room.IsCut)
            {
                story.Add(cut == 0 ? "cut before the closing" : "cut behind it");
                await room.Restart();
            }

            await MayEnd("closing");
            if (chance.Next(2) == 0) await room.Deliver();
            if (room.Sale is { } sale)
            {
                story.Add("sold");
                if (chance.Next(3) > 0) room.Venue.Trade(sale.ClientId, chance.Next(2) == 0 ? sale.Quantity : 0.1m);
                if (sale.IsOpen && chance.Next(2) == 0) room.Venue.EndByItself(sale.ClientId, expires: true);
            }

            await MayEnd("traded");
            await room.Deliver();
            await room.Settle();
            if (room.Sale is { } rest) room.Venue.EndByItself(rest.ClientId, expires: true);
            await room.Deliver();
            await MayEnd("over");
        }

        void Mishap()
        {
            room.Venue.Next = chance.Next(6) switch { 0 => Fate.DoneButLost, 1 => Fate.NotDoneAndLost, _ => Fate.Done };
            story.Add($"{room.Venue.Next}");
        }

        async Task<bool> MayEnd(string turn)
        {
            if (chance.Next(4) > 0) return false;
            story.Add($"ended {turn}");
            await room.Restart();
            return true;
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    /// <summary>A position with exits, at a venue that sells only what is free, and hands that take them away.</summary>
    private sealed class AsideRoom : IAsyncDisposable
    {
        private readonly TradingTables _tables;

        private AsideRoom(TradingTables tables) => _tables = tables;

        public ModelVenue Venue { get; } = new();

        /// <summary>Whether what is written down does not leave the process any more.</summary>
        public bool IsCut { get; set; }

        public decimal Guarded => Venue.Orders.Where(order => order is { IsOpen: true, Stop: not null }).Sum(order => order.Quantity - order.Filled);

        public decimal Targets => Venue.Orders.Where(order => order is { IsOpen: true, Stop: null, Limit: not null, Side: OrderSide.Sell }).Sum(order => order.Quantity - order.Filled);

        public ModelOrder? Sale => Venue.Orders.FirstOrDefault(order => order is { IsOpen: true, Stop: null, Limit: null });

        private WriterRoom Room { get; set; } = null!;

        private ICourier Courier => IsCut ? Silence.Instance : Room.Courier;

        public static async Task<AsideRoom> Open(TradingTables tables, decimal guard, bool isBracket)
        {
            await tables.OpenAccount("one");
            var room = new AsideRoom(tables);
            await room.Start();
            var entry = new NewOrder(null, ModelVenue.Btc.ToString(), OrderSide.Buy, OrderType.Limit, new(1m), new(100m));
            var bought = await room.Room.Place(isBracket ? entry with { GroupType = OrderGroupType.Bracket, StopLoss = new(new(90m)), TakeProfit = new(new(110m)) } : entry);
            await room.Room.Quiet();
            room.Venue.Trade(bought.Orders[0].ClientId.Value, 1m);
            await room.Deliver();
            if (!isBracket) await room.Enter(OrderType.Stop, guard, new(90m), _ => { });
            await room.Settle();
            Assert.Equal(guard, room.Guarded);
            return room;
        }

        public async Task<string> Buy(decimal quantity)
        {
            var bought = await Room.Place(OrderSide.Buy, quantity, 99m);
            await Room.Quiet();
            return bought.Orders[0].ClientId.Value;
        }

        public async Task Sell(decimal quantity, decimal limit)
        {
            await Room.Place(OrderSide.Sell, quantity, limit);
            await Room.Quiet();
        }

        /// <summary>Everything that the venue has to tell is heard in one turn.</summary>
        public async Task DeliverTogether()
        {
            await Room.Quiet();
            var told = Venue.ToTell.ToArray();
            Venue.ToTell.Clear();
            await Room.Together([.. told.Select<BrokerEvent, Action<Step>>(each => step => VenueStream.Heard(step, Room.Courier, each))]);
        }

        public Task<bool> Release() => Room.Writer.Do(step => new ExitsAside(Room.Courier).Release(step, ModelVenue.Btc));

        public Task Begin() => Room.Writer.Do(step => ExitsAside.Begin(step, ModelVenue.Btc, null));

        public Task Forget() => Room.Writer.Do(step => ExitsAside.Forget(step, null));

        public Task Close(decimal quantity, bool isCutAfterIt = false) => Enter(OrderType.Market, quantity, null, entered =>
        {
            ExitsAside.Begin(entered.Step, ModelVenue.Btc, entered.Order);
            IsCut |= isCutAfterIt;
        });

        public async Task Restart()
        {
            await Room.DisposeAsync();
            IsCut = false;
            await Start();
        }

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

        public async Task Settle()
        {
            await Deliver();
            Assert.True(await Room.Settle(Venue), "Account and venue do not agree.");
            await Deliver();
        }

        /// <summary>How much can be sold in whole lots, and how much the position is.</summary>
        public Task<(decimal Least, decimal Most)> Holding() => Room.Writer.Do(step =>
            step.State.Live.PositionOf(ModelVenue.Btc) is { } held ? (step.State.ClosableOf(held).Value, held.Quantity) : (0m, 0m));

        public async Task<int> Kept() => (int)await _tables.Database.Read(reading => reading.Get<long>("select count(*) from exits_aside"), Ct);

        public async Task<int> Told(string code) =>
            (await _tables.Database.ReadTold(0, int.MaxValue, Ct)).Where(one => one.Name == nameof(TradingAlert)).Count(one => one.Open<TradingAlert>().Code == code);

        public ValueTask DisposeAsync() => Room.DisposeAsync();

        private async Task Start()
        {
            Room = await WriterRoom.Open(_tables, "one", Venue);
            Room.Writer.Follow = step => new ExitsAside(Courier).Look(step);
            await Room.Reconciler.Run(Ct);
            await Room.Quiet();
        }

        private async Task Enter(OrderType type, decimal quantity, Price? stop, Action<(Step Step, long Order)> also)
        {
            await Room.Writer.Do(step =>
            {
                step.State.See(ModelVenue.Btc, 100, step.Now);
                var order = new NewOrder(null, ModelVenue.Btc.ToString(), OrderSide.Sell, type, new(quantity), StopPrice: stop);
                var entered = OrderEntry.Enter(step, Courier, new(order, ModelVenue.Rules, OrderPurpose.Protect, IsEmergency: true));
                Assert.Null(entered.Refusal);
                also((step, entered.Orders[0].Number));
            });
            await Room.Quiet();
        }
    }

    /// <summary>A process that ends before anything leaves it.</summary>
    private sealed class Silence : ICourier
    {
        public static readonly Silence Instance = new();

        public bool KnowsBrackets => false;

        public bool KnowsReduceOnly => false;

        public void Place(LiveOrder live, ApprovedOrder approved) { }

        public void PlaceOco(LiveOrder limit, LiveOrder stop, ApprovedOrder limitApproved, ApprovedOrder stopApproved) { }

        public void PlaceBracket(LiveOrder entry, LiveOrder? stop, LiveOrder? target, ApprovedOrder approved) { }

        public void Cancel(LiveOrder live) { }

        public void Replace(LiveOrder live, ApprovedOrder approved) { }

        public void Ask(LiveOrder live) { }

        public void AskExecutions(LiveOrder live) { }
    }
}
