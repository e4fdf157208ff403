using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Paper;

/// <summary>A paper venue dies with its process, and one that is told what it knew goes on as if nothing had been.</summary>
public class RestoreTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(1_000_000);

    [Theory]
    [InlineData("bars")]
    [InlineData("trades")]
    [InlineData("quotes")]
    public void A_session_that_dies_again_and_again_does_the_same(string market) => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        var data = RandomMarket.Of(market, random);
        var settings = WithoutLatency(RandomMarket.Settings(random));
        var (tested, traded) = (new RandomScript(seed), new RandomScript(seed));
        var deaths = Enumerable.Range(0, 6).Select(_ => random.NextBelow(150)).ToHashSet();

        var backtest = Backtest.Run(tested, data, settings);
        var paper = new PaperDesk(traded, data, settings).Play(deaths);

        Assert.Equal(tested.Heard, traded.Heard);
        Assert.Equal(backtest.Fills, paper.Fills);
        Assert.Equal(backtest.Account.Cash, RandomMarket.CashOf(paper));
    }).Check(Many);

    /// <summary>A store that keeps orders and fills alone: what only the venue knew is lost, and how is said.</summary>
    [Fact]
    public void Without_its_mark_a_trailing_stop_follows_from_the_next_price_on()
    {
        var ticket = new OrderTicket(new("trail"), Stage.Coin.Symbol, OrderSide.Sell, new(1m), TrailingStopTerms.ByAmount(5m));
        var before = new Stage();
        before.Place(ticket);
        before.Trade(100, 110);
        var memory = before.Broker.Remember();

        var kept = new Stage(memory).Trade(104);
        var lost = new Stage(memory with { Orders = [.. memory.Orders.Select(order => order with { Mark = null })] }).Trade(104, 106, 101);

        Assert.Equal(["Filled trail 1 at 104"], kept.Told);
        Assert.Equal(["Filled trail 1 at 101"], lost.Told);
    }

    /// <summary>What a group may trade is what its entry filled, before a split made more of it.</summary>
    [Fact]
    public void The_exits_of_a_bracket_close_all_also_after_a_split_and_a_restart()
    {
        var before = new Stage();
        Stage.Now(before.Broker.PlaceBracket(new(Stage.AtMarket("entry", quantity: 3m), new(new("stop"), new StopTerms(new(80m))), new(new("target"), new LimitTerms(new(150m)))), TestContext.Current.CancellationToken));
        before.Trade(100);
        before.Broker.Hear(new MarketEvent.Split(10, Market.Start + Duration64.FromSeconds(10), Stage.Coin.Symbol, 0.5m, 100m));

        var after = new Stage(before.Broker.Remember()).Trade(30);

        Assert.Equal(6m, before.Broker.Marks()!.Orders["stop"].GroupMayTrade);
        Assert.Equal(["Filled stop 6 at 30", "Cancelled target other-of-group"], after.Told);
    }

    [Fact]
    public void Orders_that_nobody_remembers_are_not_there()
    {
        var before = new Stage();
        before.Place(Stage.Limit("kept", 90m));
        before.Place(Stage.Limit("lost", 91m));
        var memory = before.Broker.Remember();

        var after = new Stage(memory with { Orders = [.. memory.Orders.Where(order => order.Ticket.Id.Value == "kept")] }).Trade(80);

        Assert.Equal(["Filled kept 1 at 90"], after.Told);
        Assert.IsType<OrderAnswer.NotFound>(after.Find("lost"));
    }

    [Fact]
    public void What_is_remembered_has_to_fit_together()
    {
        var exit = new SeededOrder(Stage.Limit("exit", 110m), 0m, Market.Start) { Group = new(new("entry"), OrderGroupType.Bracket) };

        Assert.Throws<ArgumentException>(() => new Stage(new PaperMemory { Orders = [exit] }));
        Assert.Throws<ArgumentException>(() => new Stage(new PaperMemory { Orders = [exit with { Group = null }, exit with { Group = null }] }));
        Assert.Throws<ArgumentException>(() => new Stage(new PaperMemory { Positions = [new(new("OTHER", "TEST"), 1m)] }));
    }

    private static RunSettings WithoutLatency(RunSettings settings) => settings with { Matching = settings.Matching with { Latency = NoLatency.Instance } };
}
