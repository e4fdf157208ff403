namespace AlgoTrendy.Core.Strategies;

/// <summary>For strategies that compare several streams: told once all bars that close at a moment have been heard.</summary>
public interface IHearsMoments
{
    void OnMoment();
}
