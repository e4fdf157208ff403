using System.Globalization;
using AlgoTrendy.Core.Orders;
using NodaTime;
using NodaTime.Text;

namespace AlgoTrendy.Tests.Fast.Conformance;

/// <summary>One line of a fills file: signed quantity, price and fee, on a trading date.</summary>
internal sealed record ExpectedFill(LocalDate Date, decimal Quantity, decimal Price, decimal Fee)
{
    public static IReadOnlyList<ExpectedFill> Of(string strategy) =>
        [.. File.ReadLines(SharedData.Path($"conformance/{strategy}.fills.csv")).Skip(1).Select(Parse)];

    /// <summary>The same fill, prices and fees to the cent.</summary>
    public void Matches(in Execution fill)
    {
        var signed = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
        var date = fill.Instrument.Calendar.TradingDateOf(fill.Time);
        Assert.Equal((Date, Quantity), (date, signed));
        Assert.InRange(fill.Price.Value, Price - 0.00001m, Price + 0.00001m);
        Assert.InRange(fill.Fee, Fee - 0.00005m, Fee + 0.00005m);
    }

    private static ExpectedFill Parse(string line)
    {
        var fields = line.Split(',');
        return new(LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd").Parse(fields[0][..8]).Value, Number(fields[2]), Number(fields[3]), Number(fields[4]));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
