using NodaTime;

namespace AlgoTrendy.Contracts.Jobs;

public readonly record struct JobId(string Value)
{
    public override string ToString() => Value;
}

public enum JobStatus
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>Something that takes a while, as seen from outside. Progress runs from 0 to 1; Eta is when it should be done, as far as one can tell.</summary>
/// <param name="Message">What is being done, or why it failed: a sentence for people.</param>
public sealed record Job(JobId JobId, string Kind, JobStatus Status, double Progress, Instant? Eta, string Message, Instant CreatedAt)
{
    public bool IsOver => Status is JobStatus.Done or JobStatus.Failed or JobStatus.Cancelled;
}

public sealed record JobRequest(JobId JobId);
