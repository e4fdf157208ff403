using System.Globalization;
using AlgoTrendy.Connectors.Simulated;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Connectors.Simulated;

public class DecimalGridTests
{
    [Theory]
    [InlineData("0.01"), InlineData("0.00001"), InlineData("0.25"), InlineData("0.005"), InlineData("1"), InlineData("1000"), InlineData("2.5")]
    public void Steps_are_the_doubles_that_a_parser_reads(string step)
    {
        var size = decimal.Parse(step, CultureInfo.InvariantCulture);
        var grid = new DecimalGrid(size);

        Prop.ForAll<NonNegativeInt>(count =>
        {
            var steps = count.Get * 7919L;
            var value = grid.Value(steps);
            return value == double.Parse((steps * size).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) && grid.Nearest(value) == steps;
        }).QuickCheckThrowOnFailure();
    }
}
