using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Risk;
using static AlgoTrendy.Tests.Fast.Modules.Trading.Risk.PortfolioDesk;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Risk;

/// <summary>Two accounts of 100,000, of which one alone holds 500 coins at 100: at the price p the portfolio has lost 500 × (100 − p) of its 200,000.</summary>
public sealed class PortfolioLossTests
{
    [Theory]
    [InlineData(LimitRule.MaxDailyLoss, 60.0, TradingMode.Normal)]
    [InlineData(LimitRule.MaxDailyLoss, 59.9, TradingMode.ReduceOnly)]
    [InlineData(LimitRule.MaxDrawdown, 60.0, TradingMode.Normal)]
    [InlineData(LimitRule.MaxDrawdown, 59.9, TradingMode.ReduceOnly)]
    public void Beyond_the_loss_of_the_portfolio_every_account_of_it_only_reduces(LimitRule rule, double price, TradingMode mode)
    {
        var (holder, other, outside, _) = House(rule);

        holder.Price(price);
        Look(holder, other, outside);

        Assert.Equal((mode, mode, TradingMode.Normal), (holder.State.Row.TradingMode, other.State.Row.TradingMode, outside.State.Row.TradingMode));
        Assert.Equal(mode != TradingMode.Normal, other.State.Row.ModeReason?.Contains("portfolio both", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(TradingMode.Normal)]
    [InlineData(TradingMode.Halted)]
    public void What_a_breach_does_is_configured(TradingMode onBreach)
    {
        var (holder, other, _, _) = House(LimitRule.MaxDailyLoss);
        (holder.State.OnBreach, other.State.OnBreach) = (onBreach, onBreach);

        holder.Price(50);
        Look(holder, other);

        Assert.Equal((onBreach, onBreach), (holder.State.Row.TradingMode, other.State.Row.TradingMode));
    }

    [Fact]
    public void It_works_when_what_was_pushed_is_stale()
    {
        var (holder, other, _, _) = House(LimitRule.MaxDailyLoss);
        (holder.Now, other.Now) = (At(2_000_000), At(2_000_000));
        holder.Price(100);

        holder.Price(50);
        Look(holder, other);

        Assert.Equal(TradingMode.ReduceOnly, other.State.Row.TradingMode);
    }

    [Theory]
    [InlineData(56.0, TradingMode.Normal)]
    [InlineData(55.5, TradingMode.ReduceOnly)]
    public void A_released_loss_halts_again_when_it_is_worse_by_a_tenth_of_the_limit(double price, TradingMode mode)
    {
        var (holder, other, _, _) = House(LimitRule.MaxDrawdown);
        holder.Price(59.9);
        Look(holder, other);
        other.Resume();

        foreach (var each in (double[])[59.9, 80, price]) LookAt(each);

        Assert.Equal(mode, other.State.Row.TradingMode);
        // The one that nobody has released stays as it is.
        Assert.Equal(TradingMode.ReduceOnly, holder.State.Row.TradingMode);

        void LookAt(double each)
        {
            holder.Price(each);
            Look(holder, other);
        }
    }

    [Fact]
    public void Another_limit_of_the_portfolio_halts_though_the_one_before_was_released()
    {
        var (holder, other, _, room) = House(LimitRule.MaxDailyLoss);
        holder.Price(59.9);
        Look(holder, other);
        other.Resume();
        Look(other);
        var before = other.State.Row.TradingMode;

        Push(room, [Of(LimitRule.MaxDailyLoss, 5m, LimitUnit.Percent)], "a", "b");
        Look(other);

        Assert.Equal((TradingMode.Normal, TradingMode.ReduceOnly), (before, other.State.Row.TradingMode));
    }

    [Fact]
    public void A_released_drawdown_is_forgotten_when_the_portfolio_is_at_its_highest_again()
    {
        var (holder, other, _, _) = House(LimitRule.MaxDrawdown);
        holder.Price(59.9);
        Look(holder, other);
        other.Resume();
        var released = other.State.LossReleases.Count;

        holder.Price(101);
        Look(other);

        Assert.Equal((1, 0), (released, other.State.LossReleases.Count));
    }

    [Fact]
    public void A_new_day_has_a_loss_of_its_own_also_of_an_account_that_nobody_looks_after()
    {
        var (holder, other, _, room) = House(LimitRule.MaxDailyLoss);
        holder.Price(59.9);

        other.Now = At(86_401);
        Look(other);

        Assert.Equal(TradingMode.Normal, other.State.Row.TradingMode);
        Assert.Equal(0m, Assert.Single(room.Standings("b", At(86_401))).Now);
    }

    [Fact]
    public void A_halted_account_still_reduces()
    {
        var (holder, other, _, _) = House(LimitRule.MaxDailyLoss);
        holder.Price(50);
        Look(holder, other);

        Assert.Equal(RefusalCodes.ReduceOnly, other.Give(OrderSide.Buy, 1m).Refusal?.Code);
        Assert.Null(holder.Give(OrderSide.Sell, 500m).Refusal);
    }

    /// <summary>A and b are the portfolio, of which a holds; c is outside.</summary>
    private static (PortfolioDesk Holder, PortfolioDesk Other, PortfolioDesk Outside, PortfolioRoom Room) House(LimitRule rule)
    {
        Limit[] limits = [Of(rule, 10m, LimitUnit.Percent)];
        var room = new PortfolioRoom();
        Push(room, limits, "a", "b");
        PortfolioDesk[] desks = [.. ((string[])["a", "b", "c"]).Select(account => new PortfolioDesk(room, account, limits))];
        desks[0].Hold(500m);
        return (desks[0], desks[1], desks[2], room);
    }

    private static void Look(params PortfolioDesk[] desks)
    {
        foreach (var desk in desks) desk.Look();
    }
}
