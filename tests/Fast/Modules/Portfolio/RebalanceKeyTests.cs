using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>A rebalance under a key is done once, and answers the same for ever.</summary>
public class RebalanceKeyTests
{
    private const string Path = "/api/v1/portfolios/mine/rebalance";
    private const string Body = """{"targets":[{"symbol":"AAPL.US","weight":"0.255"},{"symbol":"MSFT.US","weight":"0.1"}],"mode":"execute"}""";

    private static readonly Instrument Apple = Fast.Core.Accounts.Desk.Apple;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_answers_what_it_answered_although_the_market_moved()
    {
        await using var house = await Opened();
        var taker = new Taker();
        house.Desk.Takes = taker.Take;

        var first = await Execute(house, Body);
        // Another equity: planned again, other quantities would come of it.
        await house.Desk.MoveCash(new(PortfolioHouse.Paper, Currency.Usd, 50_000m), Ct);
        await house.Until(books => books.BookSequence == 4);
        var again = await Execute(house, Body.Replace("0.255", "0.2550", StringComparison.Ordinal));
        var anew = await Execute(house, Body, key: "two");

        Assert.Equal(first, again);
        Assert.Contains("\"executed\":true", first, StringComparison.Ordinal);
        Assert.Equal([("once:AAPL.US", 26m), ("once:MSFT.US", 10m), ("two:AAPL.US", 153m), ("two:MSFT.US", 60m)], taker.Asked);
        Assert.NotEqual(first, anew);
    }

    [Theory]
    [InlineData(Path, """{"targets":[{"symbol":"AAPL.US","weight":"0.255"}],"mode":"execute"}""")]
    [InlineData(Path, """{"targets":[{"symbol":"AAPL.US","weight":"0.255"},{"symbol":"MSFT.US","weight":"0.11"}],"mode":"execute"}""")]
    [InlineData(Path, """{"targets":[{"symbol":"AAPL.US","weight":"0.255"},{"symbol":"MSFT.US","weight":"0.1"}],"only":true,"mode":"execute"}""")]
    [InlineData("/api/v1/portfolios/other/rebalance", Body)]
    public async Task Another_body_under_the_key_is_refused_and_sends_nothing(string path, string other)
    {
        await using var house = await Opened();
        await house.Send(HttpMethod.Post, "/api/v1/portfolios", """{"name":"Other","portfolioId":"other","accounts":[{"accountId":"paper"}]}""", 201);
        var taker = new Taker();
        house.Desk.Takes = taker.Take;
        await Execute(house, Body);

        var problem = await house.Send(HttpMethod.Post, path, other, 409, "Idempotency-Key", "once");

        Assert.Equal(("idempotency-key-reused", "This key was sent with something else before."), (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
        Assert.Equal(2, taker.Asked.Count);
    }

    [Fact]
    public async Task The_answer_is_there_after_a_restart_and_after_its_portfolio_is_gone()
    {
        await using var house = await Opened("apart");
        var taker = new Taker();
        house.Desk.Takes = taker.Take;
        var first = await Execute(house, Body);

        await house.StartAgain();
        house.Desk.Takes = _ => throw new InvalidOperationException("Nobody should ask.");
        var afterRestart = await Execute(house, Body);
        await house.Send(HttpMethod.Delete, "/api/v1/portfolios/mine", "", 204);

        Assert.Equal(first, afterRestart);
        Assert.Equal(first, await Execute(house, Body));
        Assert.Equal(2, taker.Asked.Count);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task One_that_died_half_way_is_ended_as_it_was_planned(bool restarts)
    {
        await using var house = await Opened("apart");
        var taker = new Taker { Breaks = "MSFT.US" };
        house.Desk.Takes = taker.Take;

        await Execute(house, Body, status: 500);
        if (restarts) await house.StartAgain();
        else
        {
            await house.Desk.Fill(PortfolioHouse.Paper, Apple, 1m, 120m, minute: 3);
            await house.Until(books => books.BookSequence == 4);
        }

        (house.Desk.Takes, taker.Breaks) = (taker.Take, null);
        await house.Send(HttpMethod.Post, Path, Body.Replace("0.1\"", "0.2\"", StringComparison.Ordinal), 409, "Idempotency-Key", "once");
        var ended = await Execute(house, Body);

        // The first is asked for again under its key, and trading has it already.
        Assert.Equal([("once:AAPL.US", 26m), ("once:MSFT.US", 10m), ("once:AAPL.US", 26m), ("once:MSFT.US", 10m)], taker.Asked);
        Assert.Equal(["1", "2"], JsonSerializer.Deserialize<JsonElement>(ended).GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("order").GetProperty("orderId").GetString()));
        Assert.Equal(ended, await Execute(house, Body));
    }

    /// <summary>The gate opens after the first order was refused: whoever asked at the same time hears of the refusal too.</summary>
    [Fact]
    public async Task Two_at_once_are_one()
    {
        await using var house = await Opened();
        var taker = new Taker { Refuses = 1 };
        house.Desk.Takes = taker.Take;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Execute(house, Body)));

        Assert.Single(answers.Distinct());
        Assert.Contains("gate-shut", answers[0], StringComparison.Ordinal);
        Assert.Equal(2, taker.Asked.Count);
    }

    [Fact]
    public async Task What_was_refused_as_a_whole_or_shown_only_is_not_kept_under_the_key()
    {
        await using var house = await Opened();
        house.Desk.Takes = new Taker().Take;

        await house.Send(HttpMethod.Post, Path, Body.Replace("0.1\"", "1000\"", StringComparison.Ordinal), 400, "Idempotency-Key", "once");
        await house.Send(HttpMethod.Post, Path, Body.Replace("execute", "preview", StringComparison.Ordinal), 200, "Idempotency-Key", "once");

        Assert.Contains("\"executed\":true", await Execute(house, Body), StringComparison.Ordinal);
    }

    private static async Task<PortfolioHouse> Opened(string topology = "together")
    {
        var house = await PortfolioHouse.Lived(topology);
        await house.Send(HttpMethod.Post, "/api/v1/portfolios", """{"name":"Mine","portfolioId":"mine","accounts":[{"accountId":"paper"}]}""", 201);
        return house;
    }

    private static async Task<string> Execute(PortfolioHouse house, string body, int status = 200, string key = "once") =>
        (await house.Send(HttpMethod.Post, Path, body, status, "Idempotency-Key", key)).GetRawText();

    /// <summary>Takes orders as trading does: one a key, numbered, each answer later than the one before.</summary>
    private sealed class Taker
    {
        private readonly ConcurrentDictionary<string, OrderView> _orders = new(StringComparer.Ordinal);
        private int _answers;

        public List<(string? Key, decimal Quantity)> Asked { get; } = [];

        public string? Breaks { get; set; }

        /// <summary>How many are refused before the first is taken.</summary>
        public int Refuses { get; set; }

        public OrderReply Take(NewOrder order)
        {
            lock (Asked) Asked.Add((order.IdempotencyKey, order.Quantity.Value));
            if (order.Symbol == Breaks) throw new InvalidOperationException("The line is dead.");
            if (Refuses-- > 0) return OrderReply.No(new("gate-shut", "Not now."));

            var time = Moment(_answers++);
            var view = _orders.GetOrAdd(order.IdempotencyKey!, _ => View(order, (_orders.Count + 1).ToString(CultureInfo.InvariantCulture), time));
            return new(view with { UpdatedAt = time }, [], null);
        }

        private static Instant64 Moment(int seconds) => Instant64.FromUtc(2024, 3, 2, 12, 0) + Duration64.FromSeconds(seconds);

        private static Symbol SymbolOf(NewOrder order) => Symbol.TryParse(order.Symbol, out var symbol) ? symbol : throw new FormatException(order.Symbol);

        private static OrderView View(NewOrder order, string id, Instant64 time) => new(
            id, $"c{id}", null, order.AccountId!, order.PortfolioId, order.StrategyId, SymbolOf(order), order.Side, order.Type, order.Quantity, new Quantity(0m), null, null, null, null, null,
            TimeInForce.Gtc, null, false, false, null, null, OrderStatus.Accepted, AccountMode.Paper, null, order.Tag, false, false, time, time);
    }
}
