using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Contracts;

/// <summary>What a sentence calls a value is what a request writes.</summary>
public class EnumWordsTests
{
    [Fact]
    public void A_value_is_called_in_sentences_as_it_travels()
    {
        Check<LimitRule>();
        Check<LimitScope>();
        Check<LimitUnit>();
        Check<OrderStatus>();
        Check<OrderSide>();
        Check<TimeInForce>();
    }

    private static void Check<T>() where T : struct, Enum => Assert.Equal(EnumForms.NamesOf(typeof(T)), Enum.GetValues<T>().Select(value => value.Word()));
}
