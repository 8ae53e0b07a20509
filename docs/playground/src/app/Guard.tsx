import { Component, type ReactNode } from 'react';

interface GuardProps {
  /** What is shown; another one is tried anew. */
  readonly of: unknown;
  readonly children: ReactNode;
}

/** Keeps what can't be shown, such as of a record that somebody has changed, from taking the page along. */
export class Guard extends Component<GuardProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override componentDidUpdate({ of }: GuardProps) {
    if (this.state.isBroken && of !== this.props.of) this.setState({ isBroken: false });
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return <p className="empty">This can’t be shown.</p>;
  }
}
