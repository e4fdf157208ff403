using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Host;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Tests.Fast.Host;

/// <summary>What is typed after `order buy`, and the order that it makes.</summary>
public sealed class OrderOptionsTests
{
    private readonly OrderOptions _options = new();

    [Theory]
    [InlineData("", OrderType.Market)]
    [InlineData("--limit 100", OrderType.Limit)]
    [InlineData("--stop 100", OrderType.Stop)]
    [InlineData("--stop 100 --limit 101", OrderType.StopLimit)]
    [InlineData("--trail-amount 5", OrderType.TrailingStop)]
    [InlineData("--trail-percent 5", OrderType.TrailingStop)]
    public void The_type_follows_from_the_prices(string typed, OrderType type) => Assert.Equal(type, Read(typed).Type);

    [Fact]
    public void Everything_that_is_typed_is_in_the_order()
    {
        var order = Read("--limit 100.5 --tif day --post-only --reduce-only --account main --tag why --key k --wait 5");

        Assert.Equal(
            new NewOrder(
                "main", "BTCUSDT.SIM", OrderSide.Sell, OrderType.Limit, new(0.5m), new Price(100.5m), TimeInForce: TimeInForce.Day, PostOnly: true, ReduceOnly: true, Tag: "why", IdempotencyKey: "k", WaitMs: 5),
            order);
    }

    [Theory]
    [InlineData("--take-profit 120", OrderGroupType.Bracket)]
    [InlineData("--stop-loss 80", OrderGroupType.Bracket)]
    [InlineData("--limit 120 --stop-loss 80 --oco", OrderGroupType.Oco)]
    [InlineData("--limit 120", null)]
    public void Exits_make_a_bracket_unless_it_is_an_oco(string typed, OrderGroupType? group) => Assert.Equal(group, Read(typed).GroupType);

    [Fact]
    public void A_moment_to_expire_makes_it_good_till_then()
    {
        var order = Read("--limit 100 --expires 2030-01-02");

        Assert.Equal((TimeInForce.Gtd, "2030-01-02T00:00:00Z"), (order.TimeInForce, order.ExpiresAt!.Value.ToInstant().ToString()));
    }

    [Theory]
    [InlineData("--trail-amount 5 --limit 100", "A trailing stop has a distance and no price: leave --limit and --stop out.")]
    [InlineData("--limit 100 --expires 9999-01-01", "--expires is 9999-01-01T00:00:00Z, which is too far away.")]
    public void What_makes_no_order_is_said(string typed, string sentence) => Assert.Equal(sentence, Assert.Throws<UsageException>(() => Read(typed)).Message);

    [Theory]
    [InlineData("sell BTCUSDT.SIM 0", "QUANTITY is 0; it is more than 0.")]
    public void A_quantity_is_more_than_0(string typed, string sentence) => Assert.Equal(sentence, Assert.Throws<UsageException>(() => _options.Read(Parse(typed), OrderSide.Sell)).Message);

    [Theory]
    [InlineData("sell BTCUSDT.SIM many", "QUANTITY is 'many'; it must be a number such as 2.5, with at most 28 digits.")]
    [InlineData("sell BTCUSDT.SIM 1.00000000000000000000000000001", "QUANTITY is '1.00000000000000000000000000001'; it must be a number such as 2.5, with at most 28 digits.")]
    [InlineData("sell BTCUSDT.SIM 1 --limit 1,000", "--limit is '1,000'; it must be a number such as 2.5, with at most 28 digits.")]
    [InlineData("sell BTCUSDT.SIM 1 --tif soon", "--tif is 'soon'; it is one of gtc, day, gtd, ioc, fok.")]
    [InlineData("sell BTCUSDT.SIM", "'algotrendy sell' needs QUANTITY. 'algotrendy sell --help' says more.")]
    public void What_cannot_be_read_is_refused(string typed, string sentence) => Assert.Equal([sentence], Mistakes.Describe(Parse(typed)));

    private NewOrder Read(string typed) => _options.Read(Parse($"sell BTCUSDT.SIM 0.5 {typed}"), OrderSide.Sell);

    private ParseResult Parse(string typed)
    {
        var sell = new Command("sell");
        _options.AddTo(sell);
        return new Command("algotrendy") { sell }.Parse(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
