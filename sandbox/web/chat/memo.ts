import { Component, type ComponentChild, type FunctionComponent } from 'preact';

/** A component that is drawn anew only when one of its properties is another one: long lists stay quick. */
export function memo<Props extends object>(draw: (props: Props) => ComponentChild): FunctionComponent<Props> {
  class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const keys = new Set([...Object.keys(this.props), ...Object.keys(next)]) as Set<keyof Props>;
      return [...keys].some((key) => key !== 'children' && this.props[key] !== next[key]);
    }
    override render() {
      return draw(this.props as Props);
    }
  }
  return Memo as unknown as FunctionComponent<Props>;
}
