using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>A cash account holds 10 of a coin, and sales of it wait.</summary>
public class CashSaleTests
{
    [Theory]
    [InlineData(3, 7, true)]
    [InlineData(3.01, 7, false)]
    [InlineData(7, 3, true)]
    public void Of_sales_that_end_one_another_one_counts(decimal quantity, decimal waiting, bool passes)
    {
        var group = new OrderGroup(new(1), OrderGroupType.Oco);
        Order[] both = [Sale(1, waiting, new LimitTerms(new(120m)), group), Sale(2, waiting, new StopTerms(new(80m)), group)];

        Assert.Equal(passes ? null : RefusalCodes.ShortNotAllowed, Refused(Sale(3, quantity, new StopTerms(new(80m))), both));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(3.01, false)]
    public void Of_a_sale_that_is_being_changed_the_larger_counts(decimal quantity, bool passes)
    {
        var changing = Sale(1, 5m, new LimitTerms(new(120m)));
        changing.Wanted = (changing.Terms, new(7m));

        Assert.Equal(passes ? null : RefusalCodes.ShortNotAllowed, Refused(Sale(2, quantity, new LimitTerms(new(120m))), [changing]));
    }

    private static Order Sale(long number, decimal quantity, OrderTerms terms, OrderGroup? group = null) => new(new(number), new(Coin, OrderSide.Sell, new(quantity), terms), Start, group);

    private static string? Refused(Order order, Order[] waiting)
    {
        var account = new Account(new AccountRules { StartingCash = new(10_000m, Currency.Usd), Kind = AccountKind.Cash }, [Coin], Start);
        account.Mark(0, 100);
        var bought = new Execution(1, new(100), Coin, OrderSide.Buy, new(10m), new(100m), 0m, Liquidity.Taker, Start);
        account.Apply(0, in bought);
        return RiskGate.Judge(order, order.Terms, order.Quantity, new(account, 0, waiting, true, Start), out _)?.Code;
    }
}
