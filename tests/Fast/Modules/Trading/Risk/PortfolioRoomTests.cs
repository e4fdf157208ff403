using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Risk;
using static AlgoTrendy.Tests.Fast.Modules.Trading.Risk.PortfolioDesk;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Risk;

/// <summary>What one account of a portfolio has been allowed counts for the others at once.</summary>
public sealed class PortfolioRoomTests
{
    private const decimal Most = 50m;

    /// <summary>Two accounts each on their own threads, and as many again that only look: what is bought counts from its approval on, until it is cancelled or sold.</summary>
    [Theory]
    [InlineData(LimitRule.MaxPosition, LimitUnit.Quantity, 1)]
    [InlineData(LimitRule.MaxPosition, LimitUnit.Money, 100)]
    [InlineData(LimitRule.MaxGrossExposure, LimitUnit.Money, 100)]
    [InlineData(LimitRule.MaxNetExposure, LimitUnit.Money, 100)]
    public async Task Accounts_that_send_at_once_never_pass_a_limit_of_their_portfolio_together(LimitRule rule, LimitUnit unit, int each)
    {
        Limit[] limits = [Of(rule, Most * each, unit)];
        var room = new PortfolioRoom();
        string[] accounts = ["a", "b", "c", "d"];
        Push(room, limits, accounts);
        var desks = accounts.Select(account => new PortfolioDesk(room, account, limits)).ToArray();
        var tally = new Tally();

        await Task.WhenAll(desks.Select((desk, place) => Task.Factory.StartNew(() => Trade(desk, new((ulong)place + 1), tally), TaskCreationOptions.LongRunning)));

        Assert.Equal([RuleBook.Of(rule).Code], tally.Refusals);
        Assert.True(tally.Approved > 1_000 && tally.Refused > 100, $"{tally.Approved} approved, {tally.Refused} refused");
        Assert.InRange(tally.Highest, Most - 1m, Most);
        Assert.True(tally.Reached > 4, $"The limit was nearly reached {tally.Reached} times.");
    }

    [Fact]
    public void What_one_account_was_just_allowed_counts_for_the_other_before_it_trades()
    {
        var (one, other) = Two(Of(LimitRule.MaxPosition, 10m, LimitUnit.Quantity));

        var first = one.Give(OrderSide.Buy, 6m, 90m);
        var over = other.Give(OrderSide.Buy, 4.001m);
        var exactly = other.Give(OrderSide.Buy, 4m);
        one.Cancel(first.Orders[0]);
        var after = other.Give(OrderSide.Buy, 6m, 90m);

        Assert.Equal([null, RefusalCodes.MaxPosition, null, null], new[] { first, over, exactly, after }.Select(entered => entered.Refusal?.Code));
    }

    [Fact]
    public void What_a_change_that_is_under_way_may_become_counts_for_both()
    {
        var (one, other) = Two(Of(LimitRule.MaxPosition, 10m, LimitUnit.Quantity));
        var order = one.Give(OrderSide.Buy, 2m, 90m).Orders[0];
        one.Accept(order);

        var change = one.Amend(order, 8m);
        var (there, here) = (other.Give(OrderSide.Buy, 2.001m), one.Give(OrderSide.Buy, 2.001m));
        // The venue has kept it as it was.
        order.Forget();
        one.Price(100);
        var after = other.Give(OrderSide.Buy, 8m);

        Assert.Null(change);
        Assert.Equal([RefusalCodes.MaxPosition, RefusalCodes.MaxPosition, null], new[] { there, here, after }.Select(entered => entered.Refusal?.Code));
    }

    [Fact]
    public void A_member_that_nobody_has_told_of_lets_the_others_only_reduce()
    {
        Limit[] limits = [Of(LimitRule.MaxGrossExposure, 1e9m, LimitUnit.Money)];
        var room = new PortfolioRoom();
        Push(room, limits, "a");
        var one = new PortfolioDesk(room, "a", limits);
        one.Hold(5m);

        Push(room, limits, "a", "b");
        var (more, less) = (one.Give(OrderSide.Buy, 1m), one.Give(OrderSide.Sell, 1m));
        _ = new PortfolioDesk(room, "b", limits);

        Assert.Equal((RefusalCodes.PortfolioUnknown, null), (more.Refusal?.Code, less.Refusal?.Code));
        Assert.Contains("account b is not open in trading", more.Refusal!.Message, StringComparison.Ordinal);
        Assert.Null(one.Give(OrderSide.Buy, 1m).Refusal);
    }

    [Fact]
    public void An_account_that_was_read_again_counts_what_was_kept()
    {
        Limit[] limits = [Of(LimitRule.MaxPosition, 10m, LimitUnit.Quantity)];
        var room = new PortfolioRoom();
        Push(room, limits, "a", "b");
        var (one, other) = (new PortfolioDesk(room, "a", limits), new PortfolioDesk(room, "b", limits));
        one.Give(OrderSide.Buy, 10m);
        var before = other.Give(OrderSide.Buy, 1m);

        // What it was allowed could not be written down.
        _ = new PortfolioDesk(room, "a", limits);

        Assert.Equal(RefusalCodes.MaxPosition, before.Refusal?.Code);
        Assert.Null(other.Give(OrderSide.Buy, 10m).Refusal);
    }

    [Theory]
    [InlineData("USD", true)]
    [InlineData("EUR", false)]
    public void Accounts_of_several_currencies_cannot_be_counted_dollars_aside(string currency, bool isCounted)
    {
        Limit[] limits = [Of(LimitRule.MaxGrossExposure, 1e9m, LimitUnit.Money)];
        var room = new PortfolioRoom();
        Push(room, limits, "a", "b");
        var one = new PortfolioDesk(room, "a", limits);
        _ = new PortfolioDesk(room, "b", limits, new Currency(currency));

        Assert.Equal(isCounted ? null : RefusalCodes.PortfolioUnknown, one.Give(OrderSide.Buy, 1m).Refusal?.Code);
    }

    [Fact]
    public void Money_that_comes_or_goes_is_neither_gain_nor_loss()
    {
        var (one, other, room) = Watched(Of(LimitRule.MaxDailyLoss, 10m, LimitUnit.Percent), Of(LimitRule.MaxDrawdown, 10m, LimitUnit.Percent));
        one.Deposit(50_000m);
        other.Deposit(-50_000m);
        other.Deposit(-20_000m);
        var still = room.Standings(null, At(2));
        other.Hold(100m);
        other.Price(10);

        Assert.All(still, standing => Assert.Equal(0m, standing.Now));
        Assert.Equal([5m, 5m], room.Standings(null, At(2)).Select(standing => standing.Now));
    }

    [Fact]
    public void The_highest_gain_is_of_the_same_members_whoever_has_seen_it()
    {
        Limit[] limits = [Of(LimitRule.MaxDrawdown, 10m, LimitUnit.Percent)];
        var room = new PortfolioRoom();
        Push(room, limits, "a", "b");
        var (one, _) = (new PortfolioDesk(room, "a", limits), new PortfolioDesk(room, "b", limits));
        one.Hold(10m);

        var seen = new List<decimal?>();
        foreach (var (price, peak, members) in new (double, decimal?, string[])[] { (150, null, ["a", "b"]), (120, 100m, ["a", "b"]), (120, 700m, ["a", "b"]), (120, null, ["a"]) })
        {
            one.Price(price);
            Push(room, limits, peak, members);
            seen.Add(Assert.Single(room.Receipts()).PeakProfit);
        }

        Assert.Equal([500m, 500m, 700m, 200m], seen);
    }

    [Fact]
    public void How_a_portfolio_stands_is_what_the_gate_counts()
    {
        Limit[] limits =
        [
            Of(LimitRule.MaxPosition, 20m, LimitUnit.Quantity), Of(LimitRule.MaxConcentration, 1m, LimitUnit.Percent), Of(LimitRule.MaxGrossExposure, 3_000m, LimitUnit.Money), Of(LimitRule.MaxNetExposure, 2m, LimitUnit.Percent),
            Of(LimitRule.MaxLeverage, 1m, LimitUnit.Times), Of(LimitRule.MaxDailyLoss, 50m, LimitUnit.Money), Of(LimitRule.MaxDrawdown, 1m, LimitUnit.Percent),
        ];
        var (one, other, room) = Watched(limits);
        // Nothing is refused on the way there.
        (one.State.Limits, other.State.Limits) = (LimitsOf([]), LimitsOf([]));
        one.Hold(12m);
        one.Give(OrderSide.Sell, 15m, 110m);
        other.Hold(-5m);
        other.Give(OrderSide.Buy, 3m, 95m);
        one.Price(104);
        other.Price(104);
        one.Price(91);
        other.Price(91);
        (one.State.Limits, other.State.Limits) = (LimitsOf(limits), LimitsOf(limits));

        var standings = room.Standings(null, At(2));
        var assessed = OrderEntry.Assess(new(one.State, new(), At(2)), new(new(null, Coin.Symbol.ToString(), OrderSide.Buy, OrderType.Market, new(0.001m)), Coin)).Uses;

        Assert.Equal(limits.Length, standings.Count);
        Assert.Equal(assessed.Select(use => (use.Limit.Id, decimal.Round(use.Now, 8), decimal.Round(use.UsedNow, 8))), standings.Select(standing => (standing.LimitId, decimal.Round(standing.Now, 8), decimal.Round(standing.Used, 8))));
        Assert.All(standings, standing => Assert.Equal((null, "both", standing.Now > standing.Value), (standing.AccountId, standing.PortfolioId, standing.IsBroken)));
        Assert.Contains(standings, standing => standing.IsBroken);
    }

    /// <summary>Two accounts of the portfolio.</summary>
    private static (PortfolioDesk One, PortfolioDesk Other) Two(params Limit[] limits)
    {
        var (one, other, _) = Watched(limits);
        return (one, other);
    }

    private static (PortfolioDesk One, PortfolioDesk Other, PortfolioRoom Room) Watched(params Limit[] limits)
    {
        var room = new PortfolioRoom();
        Push(room, limits, "a", "b");
        return (new(room, "a", limits), new(room, "b", limits), room);
    }

    private static void Trade(PortfolioDesk desk, RandomSource random, Tally tally)
    {
        var (waiting, held) = (new List<LiveOrder>(), 0m);
        for (var turn = 0; turn < 4_000; turn++)
        {
            switch (random.NextBelow(10))
            {
                case < 6:
                    var entered = desk.Give(OrderSide.Buy, 0.5m + random.NextBelow(4), random.NextBelow(2) == 0 ? null : 100m);
                    if (entered.Refusal is { } refusal)
                    {
                        tally.Refuse(refusal);
                        break;
                    }

                    tally.Add(entered.Orders[0].Order.Quantity.Value);
                    waiting.Add(entered.Orders[0]);
                    break;
                case < 8 when waiting.Count > 0:
                    var ending = Taken(waiting, random);
                    tally.Add(-ending.Order.Quantity.Value);
                    desk.Cancel(ending);
                    break;
                case < 9 when waiting.Count > 0:
                    var traded = Taken(waiting, random);
                    held += traded.Order.Quantity.Value;
                    desk.Fill(traded);
                    break;
                default:
                    // A market order surely trades, and would make room before it is counted here.
                    if (held == 0m || desk.Give(OrderSide.Sell, held, 100m) is not { Refusal: null } sale) break;
                    tally.Add(-held);
                    held = 0m;
                    desk.Fill(sale.Orders[0]);
                    break;
            }
        }
    }

    private static LiveOrder Taken(List<LiveOrder> waiting, RandomSource random)
    {
        var place = random.NextBelow(waiting.Count);
        var taken = waiting[place];
        waiting.RemoveAt(place);
        return taken;
    }

    /// <summary>What all accounts have been allowed: counted after the gate has allowed it, and given back before the gate hears of it, so never more than there is.</summary>
    private sealed class Tally
    {
        private readonly Lock _turn = new();
        private readonly HashSet<string> _refusals = [];
        private decimal _sum;

        public decimal Highest { get; private set; }

        public int Reached { get; private set; }

        public int Approved { get; private set; }

        public int Refused { get; private set; }

        public IEnumerable<string> Refusals => _refusals;

        public void Add(decimal quantity)
        {
            lock (_turn)
            {
                _sum += quantity;
                Highest = Math.Max(Highest, _sum);
                if (quantity > 0m) Approved++;
                if (quantity > 0m && _sum > Most - 1m) Reached++;
            }
        }

        public void Refuse(Refusal refusal)
        {
            lock (_turn)
            {
                _refusals.Add(refusal.Code);
                Refused++;
            }
        }
    }
}
