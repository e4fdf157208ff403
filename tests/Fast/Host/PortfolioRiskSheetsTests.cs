using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Host.Commands.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Host;

/// <summary>What `risk portfolio` shows.</summary>
public class PortfolioRiskSheetsTests
{
    private static readonly Symbol Coin = new("BTCUSDT", "SIM");
    private static readonly Symbol Stock = new("AAPL", "SIM");

    [Fact]
    public void Amounts_shares_and_correlations_stand_in_tables()
    {
        var lines = PortfolioRiskSheets.Of(Some()).SelectMany(sheet => sheet.Lines()).ToArray();

        Assert.Equal(
            """
                                                  USDT  Of equity
            Equity                            2,000.00
            Gross exposure                    1,500.00    75.00 %
            Net exposure                      1,500.00    75.00 %
            Value at risk, historical            81.00     4.05 %
            Mean loss beyond it, historical      95.00     4.75 %
            Value at risk, parametric            80.00     4.00 %
            Mean loss beyond it, parametric     100.00     5.00 %
            Value at risk, Monte Carlo         unknown
            Mean loss beyond it, Monte Carlo   unknown
            Beta to BTCUSDT.SIM                   0.50
            Holding      Quantity    Price     Worth   Weight  Volatility  Brings   Of risk
            BTCUSDT.SIM       0.1   15,000  1,500.00  75.00 %     50.00 %   80.00  100.00 %
            AAPL.SIM           -1  unknown   unknown
            Exposure      Long  Short     Gross       Net
            crypto    1,500.00   0.00  1,500.00  1,500.00
            USDT      1,500.00   0.00  1,500.00  1,500.00
            Correlation  BTCUSDT.SIM  AAPL.SIM
            BTCUSDT.SIM         1.00     -0.25
            AAPL.SIM           -0.25      1.00
            """.ReplaceLineEndings("\n"),
            string.Join('\n', lines));
    }

    [Fact]
    public void What_the_figures_rest_on_is_said_in_a_sentence()
    {
        Assert.Equal("20 daily returns from 2024-01-02 to 2024-01-22, losses over 1 day at 95.00 %, seed 7; the oldest price is 5 s old.", PortfolioRiskSheets.Basis(Some()));
        Assert.Equal("There are no figures of loss.", PortfolioRiskSheets.Basis(Some() with { Basis = new(0.95m, 1, 365, 7, 0, null, null) }));
    }

    private static PortfolioRisk Some()
    {
        var (amounts, from) = (new ExposureAmounts(1_500m, 0m, 1_500m, 1_500m), Instant64.FromUtc(2024, 1, 2, 0, 0));
        return new(
            "both", HeldBy.Portfolio, ["main"], Currency.Usdt, 2_000m,
            [new(Coin, AssetClass.Crypto, Currency.Usdt, 0.1m, 15_000m, 1_500m, 0.75, 0.5, 80m, 1), new(Stock, AssetClass.Stock, Currency.Usd, -1m, null, null, null, null, null, null)],
            amounts, [new(AssetClass.Crypto, amounts)], [new(Currency.Usdt, amounts)],
            new(0.95m, 1, 365, 7, 20, from, from + Duration64.FromDays(20)), new(81m, 95m), new(80m, 100m), null, new(Coin, true, 0.5),
            new([Coin, Stock], [[1, -0.25], [-0.25, 1]]), new(from, 5_000, from, 5_000), []);
    }
}
