using System.CommandLine;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Host.Commands.Risk;

/// <summary>Limits, and what if.</summary>
internal sealed class RiskCommand(Surroundings surroundings)
{
    public Command Create() => new("risk", "Show and change limits; ask what the risk gate would say, what falls would do, and how much may be lost; and which limits were crossed")
    {
        new RiskLimitsCommand(surroundings).Create(),
        new Command("assess", "Ask what the risk gate would say to an order, and how much of each limit it would use; nothing is sent")
        {
            new RiskAssessCommand(surroundings, OrderSide.Buy).Create(),
            new RiskAssessCommand(surroundings, OrderSide.Sell).Create(),
        },
        new RiskStressCommand(surroundings).Create(),
        new RiskPortfolioCommand(surroundings).Create(),
        new RiskAlertsCommand(surroundings).Create(),
    };
}
