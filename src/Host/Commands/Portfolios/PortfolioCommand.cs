using System.CommandLine;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Everything about portfolios.</summary>
internal sealed class PortfolioCommand(Surroundings surroundings)
{
    public static Argument<string> Portfolio() => new("PORTFOLIO") { Description = "Which portfolio, by its id" };

    public Command Create() => new("portfolio", "Group accounts into portfolios, show and rebalance them, and what was closed, lot by lot")
    {
        new PortfolioListCommand(surroundings).Create(),
        new PortfolioShowCommand(surroundings).Create(),
        new PortfolioCreateCommand(surroundings).Create(),
        new PortfolioChangeCommand(surroundings).Create(),
        new PortfolioDeleteCommand(surroundings).Create(),
        new PortfolioRebalanceCommand(surroundings).Create(),
        new PortfolioEquityCommand(surroundings).Create(),
        new PortfolioTaxLotsCommand(surroundings).Create(),
    };
}
