using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Risk;
using static AlgoTrendy.Tests.Fast.Modules.Trading.Risk.PortfolioDesk;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Risk;

/// <summary>Orders a minute, trades with oneself and the risk of a trade, counted over the accounts of a portfolio, or the parts of them.</summary>
public sealed class PortfolioOrdersTests
{
    [Fact]
    public async Task Accounts_that_send_at_once_never_send_more_a_minute_than_their_portfolio_may()
    {
        const int Most = 2_000;
        var (desks, _) = House([Of(LimitRule.MaxOrdersPerMinute, Most, LimitUnit.Count)], "a", "b", "c", "d");

        var sent = await AtOnce(desks, (desk, _) =>
        {
            var passed = 0;
            for (var turn = 0; turn < 800; turn++)
            {
                var entered = desk.Give(OrderSide.Buy, 0.001m, 90m);
                if (entered.Refusal is null) passed++;
                else Assert.Equal(RefusalCodes.MaxOrdersPerMinute, entered.Refusal.Code);
                if (entered.Refusal is not null || turn % 3 > 0) continue;
                // A change is an order as well.
                desk.Accept(entered.Orders[0]);
                if (desk.Amend(entered.Orders[0], 0.002m) is null) passed++;
            }

            return passed;
        });

        Assert.Equal(Most, sent.Sum());
        Assert.All(sent, own => Assert.True(own > 0));
    }

    [Fact]
    public async Task Accounts_that_send_at_once_never_wait_to_trade_with_one_another()
    {
        var (desks, _) = House([Of(LimitRule.SelfTrade, 0m, LimitUnit.None)], "a", "b", "c");

        var refused = await AtOnce(desks[..2], (desk, random) =>
        {
            var (waiting, no) = (new Queue<LiveOrder>(), 0);
            for (var turn = 0; turn < 3_000; turn++)
            {
                var entered = desk.Give((OrderSide)random.NextBelow(2), 0.001m, 95m + random.NextBelow(11));
                if (entered.Refusal is { } refusal)
                {
                    Assert.Equal(RefusalCodes.SelfTrade, refusal.Code);
                    no++;
                }
                else
                {
                    waiting.Enqueue(entered.Orders[0]);
                }

                // What both wait for never crosses, as the third sees it.
                var (bid, ask) = Best(desks[2]);
                if (bid >= ask) return -1;
                if (waiting.Count > 3 || (waiting.Count > 0 && random.NextBelow(3) == 0)) desk.Cancel(waiting.Dequeue());
            }

            return no;
        });

        Assert.All(refused, no => Assert.True(no > 100, $"{no} refused; -1: both wait to trade with one another"));
    }

    [Fact]
    public void What_one_account_was_just_allowed_is_met_by_no_order_of_the_other()
    {
        var (desks, _) = House([Of(LimitRule.SelfTrade, 1m, LimitUnit.Percent)], "a", "b");
        var (one, other) = (desks[0], desks[1]);
        var sale = one.Give(OrderSide.Sell, 1m, 101m).Orders[0];

        var (limit, market, below) = (other.Give(OrderSide.Buy, 1m, 101m), other.Give(OrderSide.Buy, 1m), other.Give(OrderSide.Buy, 1m, 100.9m));
        var elsewhere = other.Give(OrderSide.Buy, 1m, 101m, of: Gold);
        one.Cancel(sale);

        Assert.Equal($"The order could trade with order a-{sale.Number} of the same owner, which waits to sell at 101; the limit of every portfolio allows no trade with oneself.", limit.Refusal?.Message);
        Assert.Equal([RefusalCodes.SelfTrade, null, null, null], new[] { market, below, elsewhere, other.Give(OrderSide.Buy, 1m, 101m) }.Select(entered => entered.Refusal?.Code));
    }

    [Fact]
    public void An_order_that_is_being_changed_is_met_where_it_may_come_to_rest()
    {
        var (desks, _) = House([Of(LimitRule.SelfTrade, 0m, LimitUnit.None)], "a", "b");
        var sale = desks[0].Give(OrderSide.Sell, 1m, 110m).Orders[0];
        desks[0].Accept(sale);

        Assert.Null(desks[0].Amend(sale, 1m, 102m));

        Assert.Equal(RefusalCodes.SelfTrade, desks[1].Give(OrderSide.Buy, 1m, 102m).Refusal?.Code);
        Assert.Null(desks[1].Give(OrderSide.Buy, 1m, 101m).Refusal);
    }

    [Fact]
    public void A_change_is_judged_by_what_the_other_account_waits_for()
    {
        var (desks, _) = House([Of(LimitRule.SelfTrade, 0m, LimitUnit.None)], "a", "b");
        var sale = desks[0].Give(OrderSide.Sell, 1m, 110m).Orders[0];
        desks[0].Accept(sale);
        desks[1].Give(OrderSide.Buy, 1m, 102m);

        Assert.Equal(RefusalCodes.SelfTrade, desks[0].Amend(sale, 1m, 102m)?.Code);
        Assert.Null(desks[0].Amend(sale, 1m, 103m));
    }

    /// <summary>The parts trend and other of account a, and all of account b.</summary>
    [Fact]
    public void Of_a_part_its_own_orders_alone_count()
    {
        var (desks, room) = House([Of(LimitRule.MaxOrdersPerMinute, 6m, LimitUnit.Count), Of(LimitRule.SelfTrade, 0m, LimitUnit.None)], "a:trend", "a:unassigned", "b");
        var (parted, whole) = (desks[0], desks[^1]);
        // Of a strategy that does not belong to it.
        parted.Give(OrderSide.Sell, 1m, 101m, "stranger");
        parted.Give(OrderSide.Sell, 1m, 102m, "trend");
        parted.Give(OrderSide.Sell, 1m, 103m);

        var (past, met) = (whole.Give(OrderSide.Buy, 1m, 101m).Refusal, whole.Give(OrderSide.Buy, 1m, 102m).Refusal);
        var (within, byNobody) = (parted.Give(OrderSide.Buy, 1m, 102m).Refusal?.Code, parted.Give(OrderSide.Buy, 1m, 101.5m, "stranger").Refusal?.Code);
        var sent = Assert.Single(room.Standings(null, parted.Now)).Now;
        List<string?> last = [parted.Give(OrderSide.Buy, 1m, 90m).Refusal?.Code, parted.Give(OrderSide.Buy, 1m, 90m, "trend").Refusal?.Code, whole.Give(OrderSide.Buy, 1m, 90m).Refusal?.Code, whole.Give(OrderSide.Buy, 1m, 90m).Refusal?.Code];

        Assert.Null(past);
        Assert.Contains("order a-2 of the same owner", met?.Message, StringComparison.Ordinal);
        // What nobody owns meets the part's; a stranger's order is asked nothing.
        Assert.Equal((RefusalCodes.SelfTrade, null), (within, byNobody));
        Assert.Equal(3m, sent);
        Assert.Equal([null, null, null, RefusalCodes.MaxOrdersPerMinute], last);
        Assert.Null(parted.Give(OrderSide.Buy, 1m, 90m, "stranger").Refusal);
    }

    [Fact]
    public void A_part_risks_a_share_of_what_all_members_have()
    {
        var (desks, _) = House([Of(LimitRule.MaxRiskPerTrade, 1m, LimitUnit.Percent)], "a:trend", "b");

        // 1 % of 10,000 here and 100,000 there.
        List<string?> codes =
        [
            desks[0].Give(OrderSide.Buy, 11.001m, null, "trend").Refusal?.Code, desks[0].Give(OrderSide.Buy, 11m, null, "trend").Refusal?.Code,
            desks[1].Give(OrderSide.Buy, 11.001m).Refusal?.Code, desks[1].Give(OrderSide.Buy, 11m).Refusal?.Code,
        ];

        Assert.Equal([RefusalCodes.MaxRiskPerTrade, null, RefusalCodes.MaxRiskPerTrade, null], codes);
        Assert.Null(desks[0].Give(OrderSide.Buy, 100m).Refusal);
    }

    [Fact]
    public void Orders_are_counted_also_where_nobody_knows_what_the_members_are_worth()
    {
        Limit[] limits = [Of(LimitRule.MaxOrdersPerMinute, 2m, LimitUnit.Count), Of(LimitRule.SelfTrade, 0m, LimitUnit.None)];
        var room = new PortfolioRoom();
        room.Set(new(At(0), At(1_000_000), [new("both", [new("a", "trend"), new("b")])]), LimitsOf(limits));
        var (one, other) = (new PortfolioDesk(room, "a", limits), new PortfolioDesk(room, "b", limits));

        var codes = new[] { one.Give(OrderSide.Sell, 1m, 101m, "trend"), other.Give(OrderSide.Buy, 1m, 101m), other.Give(OrderSide.Buy, 1m, 90m), one.Give(OrderSide.Buy, 1m, 90m, "trend"), one.Give(OrderSide.Buy, 1m, 90m) }.Select(entered => entered.Refusal?.Code);

        Assert.Equal([null, RefusalCodes.SelfTrade, null, RefusalCodes.MaxOrdersPerMinute, null], codes);
        Assert.Equal(2m, Assert.Single(room.Standings(null, one.Now)).Now);
        Assert.NotNull(Assert.Single(room.Receipts()).Fault);
    }

    [Fact]
    public void What_the_room_counts_is_what_the_gate_says_and_what_is_a_minute_ago_is_over()
    {
        var (desks, room) = House([Of(LimitRule.MaxOrdersPerMinute, 4m, LimitUnit.Count)], "a", "b");
        desks[0].Give(OrderSide.Buy, 1m, 90m);
        desks[1].Give(OrderSide.Buy, 1m, 90m);
        desks[1].Give(OrderSide.Buy, 1m, 90m);

        var standing = Assert.Single(room.Standings("a", desks[0].Now));
        var use = Assert.Single(OrderEntry.Assess(new(desks[0].State, new(), desks[0].Now), new(new(null, Coin.Symbol.ToString(), OrderSide.Buy, OrderType.Market, new(0.001m)), Coin)).Uses);

        Assert.Equal((null, "both", 3m, 0.75m, false), (standing.AccountId, standing.PortfolioId, standing.Now, standing.Used, standing.IsBroken));
        Assert.Equal((3m, 4m, 0.75m, 1m), (use.Now, use.WouldBe, use.UsedNow, use.Used));
        Assert.Equal(0m, Assert.Single(room.Standings(null, At(62))).Now);
    }

    [Fact]
    public void A_member_that_nobody_has_told_of_lets_the_others_only_reduce()
    {
        Limit[] limits = [Of(LimitRule.MaxOrdersPerMinute, 1_000m, LimitUnit.Count), Of(LimitRule.SelfTrade, 0m, LimitUnit.None)];
        var (desks, room) = House(limits, "a");
        desks[0].Hold(5m);
        Push(room, limits, "a", "b");

        Assert.Equal([RefusalCodes.PortfolioUnknown, null], new[] { desks[0].Give(OrderSide.Buy, 1m), desks[0].Give(OrderSide.Sell, 1m) }.Select(entered => entered.Refusal?.Code));
        Assert.Empty(room.Standings(null, desks[0].Now));
    }

    /// <summary>The best that the others wait for, all seen at one moment.</summary>
    private static (decimal Bid, decimal Ask) Best(PortfolioDesk looking)
    {
        var (bid, ask) = (decimal.MinValue, decimal.MaxValue);
        foreach (var order in Assert.Single(looking.Room.Seen(looking.State, Coin.Symbol, null, looking.Now)!.Portfolios!.Items!).Orders!.SelectMany(others => others.Resting))
            (bid, ask) = order.Side == OrderSide.Buy ? (Math.Max(bid, order.Price), ask) : (bid, Math.Min(ask, order.Price));
        return (bid, ask);
    }

    private static async Task<T[]> AtOnce<T>(PortfolioDesk[] desks, Func<PortfolioDesk, RandomSource, T> work) =>
        await Task.WhenAll(desks.Select((desk, place) => Task.Factory.StartNew(() => work(desk, new((ulong)place + 1)), TaskCreationOptions.LongRunning)));

    /// <summary>A portfolio of the members, and their accounts.</summary>
    private static (PortfolioDesk[] Desks, PortfolioRoom Room) House(Limit[] limits, params string[] members)
    {
        var room = new PortfolioRoom();
        Push(room, limits, members);
        return ([.. members.Select(member => member.Split(':')[0]).Distinct().Select(account => new PortfolioDesk(room, account, limits))], room);
    }
}
